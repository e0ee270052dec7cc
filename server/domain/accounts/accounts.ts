import type { Session, SessionId, SignedIn } from '../../../protocol/index.ts'
import type { Caller } from '../caller.ts'

/** Who people are, and the devices that they signed in. */
export interface Accounts {
  /** @throws Refused `registration_closed`, `name_taken`, `rate_limited`, `unavailable` */
  register(request: SignInRequest): Promise<SignedIn>
  /** @throws Refused `wrong_credentials` for a wrong name and a wrong password alike, `rate_limited`, `unavailable` */
  signIn(request: SignInRequest): Promise<SignedIn>
  /**
   * Who the token's device belongs to. Answers from memory for devices seen lately.
   * @throws Refused `unauthorised`
   */
  authenticate(token: string): Promise<Caller>
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
export type PasswordChange = { current: string; next: string; address: string }
