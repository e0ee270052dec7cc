import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
  type Stats,
} from 'node:fs'
import { join } from 'node:path'
import { StartRefused, refusedBy } from '../../start-refused.ts'

const OTHERS_MAY_WRITE = 0o022

/**
 * The library as a file: below the data folder, in a folder for its owner alone. What lies there is
 * loaded only if it is ours to the last byte, and written anew if not; versions of before are cleared.
 * The caller has the data folder to itself.
 * @throws StartRefused where the folder is somebody else's, or cannot be written to
 */
export function libraryFile(folder: string, name: string, bytes: Uint8Array): string {
  const home = join(folder, 'native')
  const path = join(home, name)
  try {
    makePrivate(home)
    if (!isOurs(path, bytes)) write(home, path, bytes)
    for (const other of readdirSync(home)) if (other !== name) clear(join(home, other))
  } catch (error) {
    if (error instanceof StartRefused) throw error
    const reason = (error as Error).message
    throw refusedBy(
      error,
      home,
      `${home} cannot be used (${reason}). A part of the server is kept in it.`,
    )
  }
  return path
}

function makePrivate(home: string): void {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const found = lstatSync(home)
  if (!found.isDirectory() || !isMine(found)) {
    throw new StartRefused(
      `${home} is somebody else’s, or no folder. Remove it: a part of the server is kept in it.`,
    )
  }
  chmodSync(home, 0o700)
}

function isOurs(path: string, bytes: Uint8Array): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (!found?.isFile() || !isMine(found) || found.size !== bytes.byteLength) return false
  if (process.platform !== 'win32' && (found.mode & OTHERS_MAY_WRITE) !== 0) return false
  return readFileSync(path).equals(bytes)
}

/** Windows has no such owners; there the folder’s own rights keep others out. */
export function isMine(found: Stats): boolean {
  return process.getuid === undefined || found.uid === process.getuid()
}

/** Under another name first, which nobody can have foreseen: half a library is never loaded. */
function write(home: string, path: string, bytes: Uint8Array): void {
  const draft = join(home, `.${randomBytes(8).toString('hex')}`)
  try {
    writeWhole(draft, bytes)
    rmSync(path, { recursive: true, force: true })
    renameSync(draft, path)
  } catch (error) {
    // On a full disk it would take the room that is left, at each try.
    clear(draft)
    throw error
  }
}

function writeWhole(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'wx', 0o500)
  try {
    for (let at = 0; at < bytes.byteLength;) at += writeSync(file, bytes, at)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** What another process has loaded cannot be removed on Windows; it is tried again at the next start. */
function clear(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch (error) {
    if (process.platform !== 'win32') throw error
  }
}
