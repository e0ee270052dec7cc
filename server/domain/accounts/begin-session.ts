import type { SignedIn, User } from '../../../protocol/index.ts'
import type { AccountPorts } from './account-ports.ts'
import { endSessions } from './end-sessions.ts'
import { tokenHash } from './token-hash.ts'

/** Signs a device in. The token is answered once and never stored. */
export async function beginSession(
  ports: AccountPorts,
  user: User,
  device: string,
  waiting = false,
): Promise<SignedIn> {
  const { storage, clock, ids, settings } = ports
  const token = ids.token()
  const createdAt = clock.now()
  const session = { id: ids.id(), device, createdAt }
  const dropped = await storage.sessions.create(
    { ...session, user: user.id, tokenHash: tokenHash(token) },
    settings.sessions.perUser,
  )
  endSessions(ports, dropped)
  return {
    token,
    epoch: storage.epoch,
    user,
    session: { ...session, lastSeenAt: createdAt, current: true },
    ...(waiting && { waiting }),
  }
}
