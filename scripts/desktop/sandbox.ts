import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}

function isSetuidRoot(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  return found !== undefined && found.uid === 0 && (found.mode & 0o4000) !== 0
}

/**
 * Why Chromium's sandbox cannot work for an Electron started from this checkout, with what would help,
 * or nothing. Only Linux has such machines; an installed app brings what the sandbox needs.
 */
export function sandboxObstacle(electron: string): string | undefined {
  if (process.platform !== 'linux') return undefined
  if (process.getuid?.() === 0) return 'it does not work for root; start Parley as another user'
  const helper = join(dirname(electron), 'chrome-sandbox')
  if (isSetuidRoot(helper)) return undefined
  const restricted =
    read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    read('/proc/sys/kernel/unprivileged_userns_clone') === '0'
  if (!restricted) return undefined
  return `this system allows it by: sudo chown root '${helper}' && sudo chmod 4755 '${helper}'`
}
