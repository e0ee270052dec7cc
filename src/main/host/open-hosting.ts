import type { HostState } from '../../../shared/ipc/schemas.ts'
import { tell } from '../ipc/tell.ts'
import type { LaunchSetting } from '../launch-setting.ts'
import { renewStartAtLogin, startAtLogin } from '../login/start-at-login.ts'
import type { AppFiles } from '../store/app-files.ts'
import { createTurns } from '../turns.ts'
import { createHostFolder, type HostFolderDesk } from './host-folder.ts'
import { createHostingDesk, type HostingDesk } from './hosting-desk.ts'
import { createOwnServer, ownServerCommand, serverEnvironment } from './own-server.ts'
import type { ServerHost } from './server-host.ts'
import { serverTasks } from './server-task.ts'
import { type HearStates, stateBoard } from './until-settled.ts'

/** All that serves the person's own space. */
export interface OwnHosting {
  readonly server: ServerHost
  readonly desk: HostingDesk
  readonly folder: HostFolderDesk
  readonly states: HearStates
  /** The app goes: gives up what is being copied, ends what is being exchanged, and the server. */
  leave(): Promise<void>
}

export interface OpenHostingOptions {
  readonly launch: LaunchSetting
  readonly files: AppFiles
  readonly userData: string
  readonly web: string
  /** The person chose something else. */
  changed(): void
}

export function openHosting(options: OpenHostingOptions): OwnHosting {
  const { changed, files, launch, userData, web } = options
  const board = stateBoard()
  const turns = createTurns()
  const server = createOwnServer({
    ...{ userData, web, launch },
    hosting: () => files.hosting.data,
    announce(state: HostState) {
      desk.heard(state)
      tell('host-state', state)
      board.tell(state)
    },
  })
  const desk = createHostingDesk({
    file: files.hosting,
    server,
    turns,
    announce(choices) {
      tell('host-choices', choices)
      changed()
    },
    startAtLogin: (on) => startAtLogin(on, launch.appImage),
  })
  // What cannot be written now is tried at the next start.
  if (files.hosting.data.atLogin) void renewStartAtLogin(launch.appImage).catch(() => undefined)
  const tasks = serverTasks(ownServerCommand(launch), serverEnvironment())
  const folder = createHostFolder({
    ...{ userData, desk, server, turns, run: tasks.run },
    states: board.hear,
    hostOn: launch.hostOn,
  })
  async function leave(): Promise<void> {
    tasks.end()
    await folder.over()
    await desk.pause()
  }
  return { server, desk, folder, states: board.hear, leave }
}
