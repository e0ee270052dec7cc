import type { SessionId, Timestamp } from '../../../protocol/index.ts'
import type { Caller } from '../caller.ts'

export type SignedInDevice = { caller: Caller; lastSeenAt: Timestamp }

/**
 * Devices seen lately by their token's hash, so that a token is looked up in storage once. Of more than
 * `keep`, those unused longest are forgotten; they are merely looked up again.
 */
export class SignedInDevices {
  readonly #keep: number
  readonly #byHash = new Map<string, SignedInDevice>()
  readonly #hashes = new Map<SessionId, string>()
  #endings = 0

  constructor(keep = 20_000) {
    this.#keep = keep
  }

  /** Grows with each call of `forget`: what was looked up before must not be remembered after. */
  get endings(): number {
    return this.#endings
  }

  get(hash: string): SignedInDevice | undefined {
    const device = this.#byHash.get(hash)
    if (!device) return undefined
    // Last in the map is used last.
    this.#byHash.delete(hash)
    this.#byHash.set(hash, device)
    return device
  }

  of(session: SessionId): SignedInDevice | undefined {
    const hash = this.#hashes.get(session)
    return hash === undefined ? undefined : this.#byHash.get(hash)
  }

  remember(hash: string, device: SignedInDevice): void {
    const { session } = device.caller
    this.#drop(session)
    this.#byHash.set(hash, device)
    this.#hashes.set(session, hash)
    if (this.#byHash.size <= this.#keep) return
    for (const { caller } of this.#byHash.values()) return this.#drop(caller.session)
  }

  forget(sessions: readonly SessionId[]): void {
    this.#endings += 1
    for (const session of sessions) this.#drop(session)
  }

  #drop(session: SessionId): void {
    const hash = this.#hashes.get(session)
    if (hash === undefined) return
    this.#hashes.delete(session)
    this.#byHash.delete(hash)
  }
}
