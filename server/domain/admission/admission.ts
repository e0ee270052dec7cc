import type {
  Invite,
  InviteId,
  Registration,
  SpaceInfo,
  User,
  UserId,
} from '../../../protocol/index.ts'
import type { WaitingPerson } from '../../storage/storage.ts'
import type { Caller } from '../caller.ts'
import type { CodeAnswer, CodeChallenge, CodeProof, CodeQuestion } from './invite-codes.ts'

/** Who asks: a person, or somebody at the command line of the server's own machine. */
export type Authority = Caller | 'operator'

/**
 * Who may come into the space, decided by those who administer it. Everything that takes an authority
 * refuses others as `forbidden`.
 */
export interface Admission {
  /** What the space tells anyone. */
  space(): Promise<SpaceInfo>
  setPolicy(by: Authority, registration: Registration): Promise<void>

  /** Newest first, also those that are over. */
  invites(by: Authority): Promise<Invite[]>
  createInvite(by: Authority, wish: InviteWish): Promise<MadeInvite>
  /** @throws Refused `not_found` */
  revokeInvite(by: Authority, id: InviteId): Promise<void>

  /** In the order in which they came. */
  waiting(by: Authority): Promise<WaitingPerson[]>
  /** @throws Refused `not_found` where nobody with this id waits */
  approve(by: Authority, user: UserId): Promise<User>
  /** @throws Refused `not_found` where nobody with this id waits */
  refuse(by: Authority, user: UserId): Promise<void>

  administrators(): Promise<User[]>
  /** @throws Refused `not_found`; `conflict` for the last one who administers the space */
  setAdministrator(by: Authority, user: UserId, on: boolean): Promise<User>

  /** @throws Refused `rate_limited` */
  challenge(question: CodeQuestion): CodeChallenge
  /** @throws Refused `invite_invalid`, `rate_limited` */
  prove(proof: CodeProof): Promise<CodeAnswer>
}

export type InviteWish = {
  note: string
  /** Null: as often as one likes. */
  uses: number | null
  /** Null: until it is revoked. */
  days: number | null
  /** Whether it is to have words too, which are good for a day at most. */
  words: boolean
}

/** An invite as it is told once, to who made it: secret and words are never stored. */
export type MadeInvite = {
  invite: Invite
  secret: string
  words: string | null
  /** For the app, and for a browser; null where the server does not know how it is reached. */
  link: string | null
  webLink: string | null
}
