import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serverNodeFlags } from '../../shared/server/node-flags.ts'
import { root } from '../run.ts'
import { executableName } from './executable-name.ts'

const postject = join(root, 'node_modules/postject/dist/cli.js')
/** Marks the place in Node's binary that says whether anything was put into it; Node's own name for it. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'

/**
 * Puts what lies in `folder` into a copy of the Node that runs this. What it makes runs on this system
 * and on this kind of processor. Answers its path.
 */
export function makeExecutable(folder: string, assets: readonly string[]): string {
  const draft = join(folder, `draft-${executableName}`)
  const blob = prepare(folder, assets)
  copyFileSync(process.execPath, draft)
  chmodSync(draft, 0o755)
  // macOS runs only what is signed as it is; a package is signed with its own identity later on.
  if (process.platform === 'darwin') run('codesign', ['--remove-signature', draft])
  const place = ['--sentinel-fuse', FUSE, '--macho-segment-name', 'NODE_SEA']
  run(process.execPath, [postject, draft, 'NODE_SEA_BLOB', blob, ...place])
  if (process.platform === 'darwin') run('codesign', ['--sign', '-', draft])
  rmSync(blob)
  const made = join(folder, executableName)
  rmSync(made, { force: true })
  renameSync(draft, made)
  return made
}

/** Code is compiled now, with the flags it will run with: else V8 would throw the compiled away. */
function prepare(folder: string, assets: readonly string[]): string {
  const blob = join(folder, 'server.blob')
  const config = join(folder, 'server.sea.json')
  const flags = [...serverNodeFlags, '--disable-warning=ExperimentalWarning']
  const description = {
    main: join(folder, 'server.cjs'),
    output: blob,
    disableExperimentalSEAWarning: true,
    useCodeCache: true,
    execArgv: flags,
    // Whoever can set NODE_OPTIONS for a service must not make it load code of theirs.
    execArgvExtension: 'none',
    assets: Object.fromEntries(assets.map((name) => [name, join(folder, name)])),
  }
  writeFileSync(config, JSON.stringify(description))
  run(process.execPath, [...flags, '--experimental-sea-config', config])
  rmSync(config)
  return blob
}

/** Its words are those of the error if it fails, and else of no interest. */
function run(file: string, args: readonly string[]): void {
  execFileSync(file, args, { stdio: 'pipe' })
}
