import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** Makes a file, where there is none, that its owner alone may read: what people wrote goes into it. */
export function makePrivateFile(path: string): void {
  closeSync(openSync(path, 'a', 0o600))
}

/**
 * Writes a file that its owner alone may read: whole or not at all, so that a crash leaves no half of it
 * behind, and durably. What a crash left of an earlier try is written over.
 */
export function writePrivateFile(path: string, text: string): void {
  const draft = `${path}.new`
  rmSync(draft, { force: true })
  try {
    makePrivateFile(draft)
    writeFileSync(draft, text, { flag: 'r+' })
    syncFile(draft)
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
  syncFolder(dirname(path))
}

/** What a file system answers that has no links, such as a stick's or some of the network's. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

/**
 * Gives a finished file its name, and never writes over another: all at once by a link, or as a copy
 * where the file system has none. The draft stays.
 */
export function placeFile(draft: string, target: string, link = linkSync): void {
  try {
    link(draft, target)
  } catch (error) {
    if (!NO_LINKS.has(codeOf(error))) throw error
    copyFile(draft, target)
  }
}

function copyFile(draft: string, target: string): void {
  try {
    copyFileSync(draft, target, constants.COPYFILE_EXCL)
  } catch (error) {
    // Half a copy is none; a file that was there before is not ours.
    if (codeOf(error) !== 'EEXIST') rmSync(target, { force: true })
    throw error
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

export function syncFile(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Makes names durable; Windows has no such thing and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
