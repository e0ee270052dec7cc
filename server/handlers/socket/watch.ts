import type { SocketHandler, SocketHandlerDeps } from './socket-handler.ts'

/** Subscribes before it reads, so that no change falls between the answer and the first push. */
export function createWatch({ presence }: SocketHandlerDeps): SocketHandler<'watch'> {
  return async ({ fields, connection }) => {
    connection.watch(fields.users)
    return { presence: Object.fromEntries(await presence.of(fields.users)) }
  }
}
