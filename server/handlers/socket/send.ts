import type { SocketHandler, SocketHandlerDeps } from './socket-handler.ts'

export function createSend({ domain }: SocketHandlerDeps): SocketHandler<'send'> {
  return ({ fields, caller }) =>
    domain.messages.send(caller, fields.conversation, fields.cid, fields.event)
}
