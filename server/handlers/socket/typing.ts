import { Refused } from '../../../protocol/index.ts'
import type { SocketHandler, SocketHandlerDeps } from './socket-handler.ts'

/** Authorised by the live subscription, so that a key pressed costs no look into storage. */
export function createTyping({ typing }: SocketHandlerDeps): SocketHandler<'typing'> {
  return ({ fields, caller, connection }) => {
    const { conversation, on } = fields
    if (!connection.hears(conversation)) throw new Refused('not_found', 'No such conversation')
    typing.typing(caller, connection.id, conversation, on)
    return {}
  }
}
