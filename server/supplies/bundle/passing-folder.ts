import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StartRefused } from '../../start-refused.ts'
import { isMine } from './library-file.ts'

const PREFIX = 'parley-native-'
/** No start takes so long: milliseconds. */
const LEFT_AFTER = 60_000

/** What to do where the folder cannot be used. */
export const NOTHING_KEPT = 'Name another folder in TMPDIR (TEMP on Windows), or keep the space.'

/**
 * Runs `use` with a folder among the system's temporary ones, which is gone afterwards; or at a later
 * start, where the system keeps what is in use.
 * @throws StartRefused where there can be none
 */
export function inPassing<T>(use: (folder: string) => T): T {
  const folder = made()
  try {
    return use(folder)
  } finally {
    clear(folder)
  }
}

function made(): string {
  const home = tmpdir()
  try {
    for (const name of readdirSync(home)) {
      if (name.startsWith(PREFIX) && isLeft(join(home, name))) clear(join(home, name))
    }
    return mkdtempSync(join(home, PREFIX))
  } catch (error) {
    throw new StartRefused(
      `${home} cannot be used (${(error as Error).message}). A part of the server passes through it. ${NOTHING_KEPT}`,
    )
  }
}

/** Ours, and not of a start that is under way. */
function isLeft(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  const isOld = found !== undefined && Date.now() - found.mtimeMs > LEFT_AFTER
  return isOld && found.isDirectory() && isMine(found)
}

/** Windows keeps a file that is in use: it goes at a later start. */
function clear(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch (error) {
    if (process.platform !== 'win32') throw error
  }
}
