import type { SocketHandler, SocketHandlerDeps } from './socket-handler.ts'

export function createSync({ domain }: SocketHandlerDeps): SocketHandler<'sync'> {
  return ({ fields, caller }) => domain.conversations.sync(caller, fields.positions)
}
