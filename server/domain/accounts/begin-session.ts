import type { SessionId, SignedIn, User, UserId } from '../../../protocol/index.ts'
import type { AccountPorts } from './account-ports.ts'
import { wrongCredentials } from './check-password.ts'
import { endSessions } from './end-sessions.ts'
import { tokenHash } from './token-hash.ts'

/**
 * Signs a device in. The token is answered once and never stored.
 * @param passwordHash by which they came; whoever has another by now, or is gone, is signed out again
 */
export async function beginSession(
  ports: AccountPorts,
  user: User,
  { device, passwordHash, waiting }: { device: string; passwordHash: string; waiting: boolean },
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
  await assertPasswordStands(ports, user.id, passwordHash, session.id)
  return {
    token,
    epoch: storage.epoch,
    user,
    session: { ...session, lastSeenAt: createdAt, current: true },
    ...(waiting && { waiting }),
  }
}

async function assertPasswordStands(
  { storage }: AccountPorts,
  user: UserId,
  passwordHash: string,
  session: SessionId,
): Promise<void> {
  const now = await storage.people.credentialsOf(user)
  if (now?.passwordHash === passwordHash) return
  await storage.sessions.delete(user, session)
  throw wrongCredentials()
}
