import { app, shell } from 'electron'
import type { CallName } from '../../../shared/ipc/channels.ts'
import { hostSuggestion } from '../host/host-suggestion.ts'
import { serverLogPath } from '../host/own-server.ts'
import type { AppParts } from './app-calls.ts'
import type { CallHandlers } from './handle-calls.ts'

type HostCall = Extract<CallName, `host.${string}`>

/** What answers the calls about the space that this app serves. */
export function hostCalls({ canJoin, host, server }: AppParts): Pick<CallHandlers, HostCall> {
  /** An app that was started for one space serves none. */
  function assertMayHost(): void {
    if (!canJoin) throw new TypeError('This app was started for one space')
  }
  return {
    'host.state': () => server.state(),
    'host.choices': () => host.choices(),
    'host.suggestion': () => hostSuggestion(),
    'host.begin'(_window, name) {
      assertMayHost()
      return host.begin(name)
    },
    'host.start'() {
      assertMayHost()
      return host.again()
    },
    'host.stop': () => host.stop(),
    async 'host.openLog'() {
      await shell.openPath(serverLogPath(app.getPath('userData')))
    },
  }
}
