import type { Session, SessionId, SignedIn } from '../../../protocol/index.ts'
import type { Caller } from '../caller.ts'

/** Who people are, and the devices that they signed in. */
export interface Accounts {
  /**
   * Where the answer says `waiting`, an administrator has to let them in before anything else is theirs.
   * @throws Refused `registration_closed`, `host_first`, `invite_needed` or what is wrong with the invite,
   * `name_taken`, `rate_limited`, `unavailable`, `limit_reached`
   */
  register(request: RegisterRequest): Promise<SignedIn>
  /** @throws Refused `wrong_credentials` for a wrong name and a wrong password alike, `rate_limited`, `unavailable` */
  signIn(request: SignInRequest): Promise<SignedIn>
  /**
   * Who the token's device belongs to. Answers from memory for devices seen lately.
   * @throws Refused `unauthorised`; `waiting` of somebody who waits to be let in, unless they may ask too
   */
  authenticate(token: string, options?: { waitingToo: true }): Promise<Caller>
  /** Notes that these devices are connected, so that one which stays so does not count as unused. */
  connected(callers: Iterable<Caller>): void
  signOut(caller: Caller): Promise<void>
  /** The person's devices, last seen first. */
  sessions(caller: Caller): Promise<Session[]>
  /** @throws Refused `not_found` for a session that is not theirs */
  revoke(caller: Caller, session: SessionId): Promise<void>
  /** Signs every other device out. @throws Refused `wrong_credentials`, `rate_limited`, `unavailable` */
  changePassword(caller: Caller, change: PasswordChange): Promise<void>
  /** Forgets devices that another node signed out. */
  forget(sessions: readonly SessionId[]): void
}

export type SignInRequest = {
  name: string
  password: string
  /** What the person calls the device, such as "Firefox on Linux". */
  device: string
  /** The remote address, for throttling. */
  address: string
}
export type RegisterRequest = SignInRequest & {
  invite?: string | undefined
  /** Whether they came in by the entrance that is this machine's alone. */
  isLocal?: boolean
}
export type PasswordChange = { current: string; next: string; address: string }
