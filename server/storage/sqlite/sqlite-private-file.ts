import { closeSync, constants, copyFileSync, linkSync, openSync, rmSync } from 'node:fs'

/** Makes a file, where there is none, that its owner alone may read: what people wrote goes into it. */
export function makePrivateFile(path: string): void {
  closeSync(openSync(path, 'a', 0o600))
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
