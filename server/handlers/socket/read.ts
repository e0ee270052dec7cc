import type { SocketHandler, SocketHandlerDeps } from './socket-handler.ts'

export function createRead({ domain }: SocketHandlerDeps): SocketHandler<'read'> {
  return ({ fields, caller }) =>
    domain.conversations.markRead(caller, fields.conversation, fields.seq)
}
