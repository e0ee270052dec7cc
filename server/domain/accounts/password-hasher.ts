/**
 * Slow hashing of passwords, done where it delays no connection, and in turn: who asks for much waits
 * behind those who ask for little.
 */
export interface PasswordHasher {
  /** @throws Refused `unavailable` with `retryAfter` while too many wait already. */
  hash(password: string, turn: HashingTurn): Promise<string>
  /**
   * Whether the password is the hash's. With `null`, for a person who does not exist, it takes as long
   * and answers false.
   * @throws Refused `unavailable` with `retryAfter` while too many wait already.
   */
  matches(password: string, hash: string | null, turn: HashingTurn): Promise<boolean>
}

/** Who asks: the remote address, and a folded name or what else stands for the person. */
export type HashingTurn = { address: string; name: string }
