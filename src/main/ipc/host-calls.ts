import { app, type BrowserWindow, shell } from 'electron'
import type { CallName } from '../../../shared/ipc/channels.ts'
import type { HostDone } from '../../../shared/ipc/schemas.ts'
import { backupName } from '../host/backup-name.ts'
import { hostDialogs } from '../host/host-dialogs.ts'
import { hostSuggestion } from '../host/host-suggestion.ts'
import { serverLogPath } from '../host/own-server.ts'
import type { AppParts } from './app-calls.ts'
import type { CallHandlers } from './handle-calls.ts'

type HostCall = Extract<CallName, `host.${string}`>

const cancelled = { status: 'cancelled' } as const

/** What answers the calls about the space that this app serves. */
export function hostCalls({
  canJoin,
  hosting,
  spaces,
  tracker,
}: Pick<AppParts, 'canJoin' | 'hosting' | 'spaces' | 'tracker'>): Pick<CallHandlers, HostCall> {
  const { desk, folder, server } = hosting

  /** An app that was started for one space serves none. */
  function mayHost<Args extends unknown[], R>(call: (window: BrowserWindow, ...args: Args) => R) {
    return (window: BrowserWindow, ...args: Args): R => {
      if (!canJoin) throw new TypeError('This app was started for one space')
      return call(window, ...args)
    }
  }

  async function withFile(
    asked: Promise<string | null>,
    act: (file: string) => Promise<HostDone>,
  ): Promise<HostDone> {
    const file = await asked
    return file === null ? cancelled : act(file)
  }

  return {
    'host.state': () => server.state(),
    'host.choices': () => desk.choices(),
    'host.suggestion': () => hostSuggestion(),
    'host.begin': mayHost((_window, name: string) => desk.begin(name)),
    'host.start': mayHost(() => desk.again()),
    'host.stop': () => desk.stop(),
    'host.release': mayHost(async () => {
      const own = spaces.list().find(({ hosted }) => hosted)
      await folder.release()
      await spaces.releaseOwn()
      if (!own) return
      // Nobody looked for it as long as it was here.
      tracker.leave(own.id)
      tracker.seek(own.id)
    }),
    'host.change': mayHost((_window, change) => desk.change(change)),
    'host.facts': () => folder.facts(),
    async 'host.openFolder'() {
      const problem = await shell.openPath(folder.folder())
      if (problem !== '') throw new Error(problem)
    },
    'host.backUp': mayHost((window) => {
      const state = server.state()
      const name = backupName(state.status === 'ready' ? state.name : 'Parley', new Date())
      return withFile(hostDialogs.backupToMake(window, name), folder.backUp)
    }),
    'host.restore': mayHost((window) =>
      withFile(hostDialogs.backupToRestore(window), folder.restore),
    ),
    'host.chooseFolder': mayHost(async (window) => {
      const chosen = await hostDialogs.folder(window)
      return chosen === null ? cancelled : folder.choose(chosen)
    }),
    'host.serveFolder': mayHost(() => folder.serveChosen()),
    'host.openLog': () => shell.showItemInFolder(serverLogPath(app.getPath('userData'))),
  }
}
