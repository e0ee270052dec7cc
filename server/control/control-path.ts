import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'

/** What a path of a socket may have at most on any system: macOS takes 103 bytes. */
const LONGEST = 100

/**
 * Where the server that has a folder listens to the command line: a socket in the folder, a named pipe on
 * Windows. Null where the folder's path is too long for a socket.
 */
export function controlPath(
  folder: string,
  platform: NodeJS.Platform = process.platform,
): string | null {
  if (platform === 'win32') {
    const name = createHash('sha256').update(resolve(folder).toLowerCase()).digest('hex')
    return `\\\\.\\pipe\\parley-${name.slice(0, 32)}`
  }
  const path = join(resolve(folder), 'parley.control')
  return Buffer.byteLength(path) > LONGEST ? null : path
}
