import type { SocketHandler, SocketHandlerDeps } from './socket-handler.ts'

export function createActivity({ presence }: SocketHandlerDeps): SocketHandler<'activity'> {
  return ({ fields, caller, connection }) => {
    presence.moved(caller.user, connection.activity, fields.state)
    connection.activity = fields.state
    return {}
  }
}
