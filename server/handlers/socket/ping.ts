import type { SocketHandler, SocketHandlerDeps } from './socket-handler.ts'

export function createPing({ now }: SocketHandlerDeps): SocketHandler<'ping'> {
  return () => ({ now: now() })
}
