import type {
  InviteId,
  Registration,
  SessionId,
  Timestamp,
  User,
  UserId,
} from '../../protocol/index.ts'
import type { NewPerson } from './storage.ts'

/** Who may come in: the space's policy, its invites, and the people who wait to be let in. */
export interface AdmissionStore {
  /** Null until somebody chose one. */
  policy(): Promise<Registration | null>
  setPolicy(policy: Registration): Promise<void>

  /**
   * Makes a person, or one who waits. The first person of all is an administrator and never waits. A use
   * of the invite is taken in the same transaction; where anything refuses, nothing is done.
   */
  register(person: NewPerson, entry: Entry): Promise<Registered>

  /** Of more than `keep` invites, those that are over go first, then the oldest. */
  createInvite(invite: NewInvite, keep: number): Promise<StoredInvite>
  /** Newest first. */
  invites(): Promise<StoredInvite[]>
  inviteBySecret(secretHash: string): Promise<StoredInvite | null>
  /** The codes that are good at this time, and whose invite lets somebody in. */
  codes(at: Timestamp): Promise<StoredCode[]>
  /** False where there is no such invite; one that was revoked before stays so. Its code is forgotten. */
  revokeInvite(id: InviteId, at: Timestamp): Promise<boolean>

  /** In the order in which they came, at most `limit`. */
  waiting(limit: number): Promise<WaitingPerson[]>
  waitingPerson(user: UserId): Promise<WaitingPerson | null>
  /** Makes the one who waits a person of the space. Null where nobody with this id waits. */
  approve(user: UserId): Promise<{ user: User; revision: number } | null>
  /** Forgets who waits, with their sessions, which it answers. Null where nobody with this id waits. */
  refuse(user: UserId): Promise<SessionId[] | null>

  isAdministrator(user: UserId): Promise<boolean>
  /** By when they registered. */
  administrators(): Promise<User[]>
  /** `last` where nobody would be left who administers the space; null where there is no such person. */
  setAdministrator(
    user: UserId,
    on: boolean,
  ): Promise<{ user: User; revision: number; changed: boolean } | 'last' | null>
  /** Where people are but nobody administers the space, the one who registered first does from now on. */
  ensureAdministrator(): Promise<{ user: User; revision: number } | null>
  /**
   * Takes the person's sessions, password and rights, and takes them from the directory; their profile
   * stays for what they wrote, and their name stays taken. Answers the sessions as `ended`.
   */
  remove(
    user: UserId,
  ): Promise<{ user: User; revision: number; ended: SessionId[] } | 'last' | null>
}

/** How somebody comes in. An invite always counts as let in. */
export type Entry = {
  invite: InviteId | null
  /** Wait to be let in; not with an invite, and not as the first person. */
  wait: boolean
  at: Timestamp
  /** How many may wait. */
  mostWaiting: number
  /** Whether they may be the first person of all. */
  mayBeFirst: boolean
}

export type Registered =
  | { waiting: false; user: User; revision: number; refused?: undefined }
  | { waiting: true; user: User; refused?: undefined }
  | { refused: 'host_first' | 'name_taken' | 'too_many_waiting' | InviteProblem }

/** Why an invite lets nobody in. */
export type InviteProblem =
  'invite_invalid' | 'invite_expired' | 'invite_used_up' | 'invite_revoked'

export type NewInvite = {
  id: InviteId
  /** SHA-256 of the secret that is in the link. */
  secretHash: string
  note: string
  /** Null for one made on the server's own machine. */
  createdBy: UserId | null
  createdAt: Timestamp
  expiresAt: Timestamp | null
  maxUses: number | null
  /** The key that was made of its words, and how long they are good for. */
  code: { key: Uint8Array; until: Timestamp } | null
}

export type StoredInvite = Omit<NewInvite, 'secretHash' | 'code'> & {
  uses: number
  revokedAt: Timestamp | null
  codeUntil: Timestamp | null
}

export type StoredCode = { invite: InviteId; key: Uint8Array; until: Timestamp }

export type WaitingPerson = { user: User; since: Timestamp }

/** What keeps an invite from letting somebody in now, or null. */
export function inviteProblem(
  { revokedAt, expiresAt, maxUses, uses }: StoredInvite,
  now: Timestamp,
): InviteProblem | null {
  if (revokedAt !== null) return 'invite_revoked'
  if (expiresAt !== null && expiresAt <= now) return 'invite_expired'
  return maxUses !== null && uses >= maxUses ? 'invite_used_up' : null
}
