import { Refused } from '../../../protocol/index.ts'
import type { StoredSession } from '../../storage/storage.ts'
import type { Caller } from '../caller.ts'
import type { AccountPorts } from './account-ports.ts'
import { endSessions } from './end-sessions.ts'
import type { SeenNotes } from './seen-notes.ts'
import type { SignedInDevice } from './signed-in-devices.ts'
import { tokenHash } from './token-hash.ts'

export async function authenticate(
  ports: AccountPorts,
  notes: SeenNotes,
  token: string,
  options?: { waitingToo: true },
): Promise<Caller> {
  const hash = tokenHash(token)
  const remembered = ports.devices.get(hash)
  // Another node may have seen it since.
  const isFresh = remembered && !isExpired(ports, remembered.lastSeenAt)
  const device = isFresh ? remembered : await lookUp(ports, hash)
  if (!device) throw new Refused('unauthorised', 'This device is not signed in')
  const { caller } = device
  if (isExpired(ports, device.lastSeenAt)) {
    await ports.storage.sessions.delete(caller.user, caller.session)
    endSessions(ports, [caller.session])
    throw new Refused('unauthorised', 'This device was away too long: sign in again')
  }
  const now = ports.clock.now()
  if (now - device.lastSeenAt >= ports.settings.sessions.noteSeen) {
    device.lastSeenAt = now
    notes.note(caller.session, now)
  }
  if (caller.waiting && !options?.waitingToo) throw waits()
  return caller
}

export function waits(): Refused {
  return new Refused('waiting', 'Somebody who administers the space has to let you in first')
}

export function noteConnected(
  { clock, devices }: AccountPorts,
  notes: SeenNotes,
  callers: Iterable<Caller>,
): void {
  const now = clock.now()
  for (const { session } of callers) {
    const device = devices.of(session)
    if (device) device.lastSeenAt = now
    notes.note(session, now)
  }
}

export function isExpired(
  { clock, settings }: AccountPorts,
  lastSeenAt: StoredSession['lastSeenAt'],
): boolean {
  return clock.now() - lastSeenAt > settings.sessions.idle
}

/** Asks again where any session ended meanwhile: the answer may be from before. */
async function lookUp(ports: AccountPorts, hash: string): Promise<SignedInDevice | null> {
  const { devices, storage } = ports
  for (;;) {
    const before = devices.endings
    const session = await storage.sessions.byTokenHash(hash)
    if (devices.endings !== before) continue
    if (!session) return null
    const { user, id, lastSeenAt } = session
    // Asked for each time: it is over as soon as somebody lets them in.
    if (session.waiting) return { caller: { user, session: id, waiting: true }, lastSeenAt }
    const device = { caller: { user, session: id }, lastSeenAt }
    devices.remember(hash, device)
    return device
  }
}
