import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import type { HostState } from '../../../shared/ipc/schemas.ts'
import type { Discovery } from '../launch-setting.ts'
import { serverCommand } from './server-command.ts'
import { createServerHost, type ServerHost } from './server-host.ts'
import { openServerLog } from './server-log.ts'

export interface OwnServerOptions {
  readonly userData: string
  /** The built web client, which the server also serves if it is there. */
  readonly web: string
  /** Where it was last time. */
  readonly lastUrl?: string
  /** Where it may be announced, if not on every interface. */
  readonly discovery?: Discovery
  announce(state: HostState): void
}

const loopback = '127.0.0.1'

/** The environment without what is meant for another program: its Node, or a server started by hand. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const meant = /^(PARLEY_|ELECTRON_|NODE_OPTIONS$)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !meant.test(name)))
}

/** The server of the person's own space, in a child process of this app. */
export function createOwnServer({
  userData,
  web,
  lastUrl,
  discovery,
  announce,
}: OwnServerOptions): ServerHost {
  const serveWeb = existsSync(join(web, 'index.html')) ? ['--web', web] : []
  return createServerHost({
    command: serverCommand({
      appPath: app.getAppPath(),
      resourcesPath: process.resourcesPath,
      packaged: app.isPackaged,
      platform: process.platform,
      arch: process.arch,
    }),
    args: [
      'serve',
      '--host',
      loopback,
      '--data',
      join(userData, 'space'),
      '--exit-with-parent',
      ...(discovery ? ['--announce', discovery.toString()] : []),
      ...serveWeb,
    ],
    env: cleanEnvironment(),
    lastPort: lastUrl ? Number(new URL(lastUrl).port) : 0,
    log: openServerLog(join(userData, 'logs', 'server.log')),
    announce,
  })
}
