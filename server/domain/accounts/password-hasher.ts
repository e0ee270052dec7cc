/** Slow hashing of passwords, done where it delays no connection. */
export interface PasswordHasher {
  /** @throws Refused `unavailable` with `retryAfter` while too many wait already. */
  hash(password: string): Promise<string>
  /**
   * Whether the password is the hash's. With `null`, for a person who does not exist, it takes as long
   * and answers false.
   * @throws Refused `unavailable` with `retryAfter` while too many wait already.
   */
  matches(password: string, hash: string | null): Promise<boolean>
}
