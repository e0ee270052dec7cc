import { createHmac, randomInt, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'
import { Refused, limits, type InviteId, type Timestamp } from '../../../protocol/index.ts'
import { codeKey, proofText, type CodeExchange } from '../../../protocol/invite-words/code-proof.ts'
import { WORDS, wordsAt } from '../../../protocol/invite-words/invite-words.ts'
import type { StoredCode } from '../../storage/storage.ts'
import type { DomainDeps } from '../domain.ts'
import { limitReached } from '../limit-reached.ts'
import { TokenBuckets } from '../rates/token-buckets.ts'
import type { InviteGuesses } from './invite-guesses.ts'
import type { Tickets } from './tickets.ts'

export type CodeQuestion = { address: string }
export type CodeChallenge = { salt: string; nonce: string }
export type CodeProof = { nonce: string; own: string; proof: string; address: string }
/** `invite` is good for registering, for some minutes. */
export type CodeAnswer = { proof: string; invite: string }

type Deps = Pick<DomainDeps, 'storage' | 'clock' | 'ids' | 'settings' | 'whereabouts'> & {
  tickets: Tickets
  guesses: InviteGuesses
}

const ANSWER_WITHIN = 2 * 60_000
const MOST_CHALLENGES = 10_000
const LIST_LENGTH = 2_048

/**
 * Invites in words. Who has the words proves it first, without showing them, and then is shown that the
 * space knows them too: a stranger who asks learns nothing at all.
 */
export class InviteCodes {
  readonly #deps: Deps
  readonly #questions: TokenBuckets
  /** Nonces given out and not used, oldest first. */
  readonly #open = new Map<string, Timestamp>()

  constructor(deps: Deps) {
    this.#deps = deps
    this.#questions = new TokenBuckets(deps.settings.codeQuestions, deps.clock)
  }

  /** @throws Refused `limit_reached` */
  async make(until: Timestamp): Promise<{ words: string; key: Uint8Array; until: Timestamp }> {
    const { storage } = this.#deps
    if ((await this.#live()).length >= limits.inviteCodes) {
      throw limitReached('inviteCodes', 'Too many invites have words: revoke some, or wait a day')
    }
    const words = wordsAt(Array.from({ length: WORDS }, () => randomInt(LIST_LENGTH)))
    return { words, key: await keyOf(words, storage.epoch), until }
  }

  challenge({ address }: CodeQuestion): CodeChallenge {
    this.#questions.take(address)
    const now = this.#deps.clock.now()
    const nonce = this.#deps.ids.secret()
    this.#open.set(nonce, now + ANSWER_WITHIN)
    for (const [old, until] of this.#open) {
      if (this.#open.size <= MOST_CHALLENGES && until > now) break
      this.#open.delete(old)
    }
    return { salt: this.#deps.storage.epoch, nonce }
  }

  async prove({ nonce, own, proof, address }: CodeProof): Promise<CodeAnswer> {
    const found = await this.#deps.guesses.counted(address, async () =>
      this.#take(nonce) ? this.#find({ nonce, own, proof }) : null,
    )
    if (!found) throw new Refused('invite_invalid', 'No invite of this space has these words')
    const exchange = { clientNonce: own, serverNonce: nonce, fingerprint: found.fingerprint }
    return {
      proof: proofOf(found.key, 'server', exchange),
      invite: this.#deps.tickets.make(found.invite),
    }
  }

  /** Each nonce is good for one try. */
  #take(nonce: string): boolean {
    const until = this.#open.get(nonce)
    this.#open.delete(nonce)
    return until !== undefined && until > this.#deps.clock.now()
  }

  async #find({ nonce, own, proof }: Omit<CodeProof, 'address'>): Promise<{
    invite: InviteId
    key: Uint8Array
    fingerprint: string
  } | null> {
    // A browser cannot tell which certificate it sees: for its proof there is none.
    const prints = new Set(['', this.#deps.whereabouts?.().fingerprint ?? ''])
    for (const { invite, key } of await this.#live()) {
      for (const fingerprint of prints) {
        const exchange = { clientNonce: own, serverNonce: nonce, fingerprint }
        if (isSame(proof, proofOf(key, 'client', exchange))) return { invite, key, fingerprint }
      }
    }
    return null
  }

  #live(): Promise<StoredCode[]> {
    const { storage, clock } = this.#deps
    return storage.admission.codes(clock.now())
  }
}

function keyOf(words: string, salt: string): Promise<Uint8Array> {
  const { N, r, p, dkLen } = codeKey
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r }
  return new Promise((resolve, reject) => {
    scrypt(words, salt, dkLen, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

function proofOf(key: Uint8Array, side: 'client' | 'server', exchange: CodeExchange): string {
  return createHmac('sha256', key).update(proofText(side, exchange)).digest('base64url')
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
