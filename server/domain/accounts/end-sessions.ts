import type { SessionId } from '../../../protocol/index.ts'
import type { AccountPorts } from './account-ports.ts'

/** Forgets sessions that storage no longer has, and makes it known. */
export function endSessions(
  { devices, announcer }: Pick<AccountPorts, 'devices' | 'announcer'>,
  ended: readonly SessionId[],
): void {
  if (ended.length === 0) return
  devices.forget(ended)
  announcer.sessionsEnded(ended)
}
