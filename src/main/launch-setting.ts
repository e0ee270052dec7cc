import { join } from 'node:path'
import type { KnownSpace } from '../../shared/ipc/schemas.ts'

/** What the environment says about this start; main's only reader of it. */
export interface LaunchSetting {
  /** Where this app keeps everything, if not in the system's usual place. */
  readonly userData?: string
  /** The development server that serves a checkout's renderer; what it serves has the whole bridge. */
  readonly rendererUrl?: string
  /** The one space to show; the app then starts no server of its own. */
  readonly givenSpace?: KnownSpace
  /** Where spaces are looked for and the own one announced, if not on every interface. */
  readonly discovery?: Discovery
  /** The file that the app was started from, where it is one (Linux). */
  readonly appImage?: string
  /** Where the own server listens, if not on every interface. */
  readonly hostOn?: HostOn
  /** The one-file server that a checkout starts instead of its source. */
  readonly serverFile?: string
}

/** `port`: the first one that is tried; 0 is any. */
export interface HostOn {
  readonly address: string
  readonly port?: number
}

/** Nowhere, or on the interfaces of these names or addresses. */
export type Discovery = 'off' | readonly string[]

interface Place {
  readonly isPackaged: boolean
  getPath(name: 'appData'): string
}

export function launchSetting(
  env: NodeJS.ProcessEnv,
  place: Place,
  program = process.execPath,
): LaunchSetting {
  const rendererUrl = (!place.isPackaged && env.ELECTRON_RENDERER_URL) || undefined
  const development = rendererUrl ? join(place.getPath('appData'), 'Parley Development') : undefined
  const url = env.PARLEY_SPACE_URL ? new URL(env.PARLEY_SPACE_URL) : undefined
  return {
    userData: env.PARLEY_USER_DATA || development,
    rendererUrl,
    discovery: discoveryOf(env.PARLEY_DISCOVERY ?? ''),
    appImage: appImageOf(env, program),
    hostOn: hostOnOf(env.PARLEY_HOST_ON ?? ''),
    serverFile: env.PARLEY_SERVER_FILE || undefined,
    givenSpace: url && { id: 'given', name: url.host, url: url.origin, hosted: false },
  }
}

/** Whatever an AppImage starts inherits its name; ours is the one that this program lies in. */
function appImageOf({ APPDIR, APPIMAGE }: NodeJS.ProcessEnv, program: string): string | undefined {
  return APPDIR && program.startsWith(`${APPDIR}/`) ? APPIMAGE : undefined
}

function discoveryOf(setting: string): Discovery | undefined {
  if (setting === '' || setting === 'on') return undefined
  return setting === 'off' ? 'off' : setting.split(',').map((name) => name.trim())
}

function hostOnOf(setting: string): HostOn | undefined {
  if (setting === '') return undefined
  const { hostname, port } = new URL(`http://${setting}`)
  // A URL does not keep what is usual for http.
  const named = port || (setting.endsWith(':80') ? '80' : '')
  const address = hostname.replace(/^\[|\]$/g, '')
  return { address, ...(named !== '' && { port: Number(named) }) }
}
