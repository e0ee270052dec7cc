import type { Session } from '../../../protocol/index.ts'
import type { Caller } from '../caller.ts'
import type { AccountPorts } from './account-ports.ts'
import { isExpired } from './authenticate.ts'

/** As this node saw them: what it noted may not be written yet. */
export async function listSessions(
  ports: AccountPorts,
  { user, session }: Caller,
): Promise<Session[]> {
  const stored = await ports.storage.sessions.of(user)
  return stored
    .map(({ id, device, createdAt, lastSeenAt }) => {
      const seenAt = Math.max(lastSeenAt, ports.devices.of(id)?.lastSeenAt ?? 0)
      return { id, device, createdAt, lastSeenAt: seenAt, current: id === session }
    })
    .filter(({ current, lastSeenAt }) => current || !isExpired(ports, lastSeenAt))
    .sort((a, b) => b.lastSeenAt - a.lastSeenAt)
}
