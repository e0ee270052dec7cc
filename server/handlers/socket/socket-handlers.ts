import { createActivity } from './activity.ts'
import { createPing } from './ping.ts'
import { createRead } from './read.ts'
import { createSend } from './send.ts'
import type { SocketHandlerDeps, SocketHandlers } from './socket-handler.ts'
import { createSync } from './sync.ts'
import { createTyping } from './typing.ts'
import { createWatch } from './watch.ts'

export function createSocketHandlers(deps: SocketHandlerDeps): SocketHandlers {
  return {
    send: createSend(deps),
    read: createRead(deps),
    sync: createSync(deps),
    typing: createTyping(deps),
    activity: createActivity(deps),
    watch: createWatch(deps),
    ping: createPing(deps),
  }
}
