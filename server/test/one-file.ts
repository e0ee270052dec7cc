import { chmodSync, chownSync, copyFileSync, linkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from '../../scripts/build.ts'
import { executableName } from '../../scripts/server/executable-name.ts'
import { ServerProcess, temporaryFolder, type Ready } from './server-process.ts'

const built = resolve(import.meta.dirname, '../../out/server', executableName)
/** The account that owns nothing, and its group, on every Linux. */
const NOBODY = 65_534

export const isRoot = process.getuid?.() === 0

/** Before the tests: the one file, built if anything in it has changed. */
export async function buildOneFile(): Promise<void> {
  if (!(await build(['web', 'server']))) throw new Error('the one file could not be built')
}

/** Where the test's own account may not reach, root's does not count. */
export function asOrdinaryUser(): readonly string[] {
  if (!isRoot) return []
  const ids = ['--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups']
  return ['setpriv', ...ids, '--no-new-privs', '--']
}

/** The folder's owner is whoever `asOrdinaryUser` runs as. */
export function ordinaryFolder(): string {
  const folder = temporaryFolder()
  if (isRoot) chownSync(folder, NOBODY, NOBODY)
  return folder
}

/** The one file by itself in a folder, with nothing of the project beside it. */
export function oneFileAlone(): string {
  const folder = temporaryFolder()
  chmodSync(folder, 0o755)
  const path = join(folder, executableName)
  try {
    linkSync(built, path)
  } catch {
    copyFileSync(built, path)
  }
  return path
}

/** @param before what starts it, such as under another account */
export function oneFile(args: readonly string[], before: readonly string[] = []): ServerProcess {
  return new ServerProcess(args, {}, [...before, built])
}

/** Serving on loopback, on a free port. */
export async function serving(
  data: string,
  more: readonly string[] = [],
): Promise<{ server: ServerProcess } & Ready> {
  const server = oneFile(['--host', '127.0.0.1', '--port', '0', '--data', data, ...more])
  return { server, ...(await server.ready()) }
}
