import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import type { HostState } from '../../../shared/ipc/schemas.ts'
import { included } from '../../../shared/server/included.ts'
import type { LaunchSetting } from '../launch-setting.ts'
import { finishExchange, holdsSpace } from './exchange-folder.ts'
import { dataFolder, type KeptHosting } from './kept-hosting.ts'
import { serveArgs } from './serve-args.ts'
import { serverCommand, type ServerCommand } from './server-command.ts'
import { createServerHost, type ServerHost } from './server-host.ts'
import { openServerLog } from './server-log.ts'

export interface OwnServerOptions {
  readonly userData: string
  /** The built web client, which a server from source also serves if it is there; the one file has it. */
  readonly web: string
  readonly launch: Pick<LaunchSetting, 'hostOn' | 'discovery' | 'serverFile'>
  /** What is chosen now: asked at each start of the server. */
  hosting(): KeptHosting
  announce(state: HostState): void
}

/** The port that Parley is known by; the first space of a machine has it. */
const usualPort = 7759

/** The environment without what is meant for another program: its Node, or a server started by hand. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const meant = /^(PARLEY_|ELECTRON_|NODE_OPTIONS$)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !meant.test(name)))
}

export function ownServerCommand({
  serverFile: given,
}: Pick<LaunchSetting, 'serverFile'>): ServerCommand {
  return serverCommand({
    appPath: app.getAppPath(),
    resourcesPath: process.resourcesPath,
    packaged: app.isPackaged,
    given,
    platform: process.platform,
    arch: process.arch,
  })
}

export const serverLogPath = (userData: string): string => join(userData, 'logs', 'server.log')

/** Why there must be no start: the folder of a space that was served before is not there. */
async function missedSpace(kept: KeptHosting, userData: string): Promise<string | null> {
  const folder = dataFolder(kept, userData)
  await finishExchange(folder)
  if (!kept.hasSpace || (await holdsSpace(folder))) return null
  return `There is no parley.db in ${folder}.`
}

/** The server of the person's own space, in a child process of this app. */
export function createOwnServer(options: OwnServerOptions): ServerHost {
  const { announce, hosting, launch, userData, web } = options
  const isOneFile = app.isPackaged || launch.serverFile !== undefined
  const fromSource = existsSync(join(web, 'index.html')) ? web : 'off'
  const served = isOneFile ? included : fromSource
  return createServerHost({
    command: ownServerCommand(launch),
    args: () => serveArgs(hosting(), { userData, web: served, ...launch }),
    port: () => hosting().port ?? launch.hostOn?.port ?? usualPort,
    env: serverEnvironment(),
    log: openServerLog(serverLogPath(userData)),
    misses: () => missedSpace(hosting(), userData),
    announce,
  })
}
