import { createHmac, randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { check, routes } from '../../../protocol/index.ts'
import { codeKey, proofText, type CodeExchange } from '../../../protocol/invite-words/code-proof.ts'
import { apiBase } from '../../../protocol/version.ts'
import { requestPinned } from '../trust/pinned-request.ts'
import { createTurns } from '../turns.ts'

type Deriving = (
  words: string,
  salt: string,
  length: number,
  options: { N: number; r: number; p: number; maxmem: number },
) => Promise<Buffer>

const derive = promisify(scrypt) as Deriving
/** Twice what these costs need. */
const MOST_MEMORY = 2 * 128 * codeKey.N * codeKey.r
/** Each takes 64 MB and a fifth of a second. */
const KEYS_AT_ONCE = 2
/** With each of the two answers: milliseconds. */
const PATIENCE = 5_000

/** @throws where it is over before the turn has come */
export type KeyMaker = (words: string, salt: string, signal: AbortSignal) => Promise<Buffer>

/** Makes keys of words, few at a time, however many are asked for. */
export function createKeyMaker(): KeyMaker {
  const turns = Array.from({ length: KEYS_AT_ONCE }, createTurns)
  let taken = 0

  return (words, salt, signal) =>
    turns[taken++ % KEYS_AT_ONCE]!.take(() => {
      signal.throwIfAborted()
      const { N, dkLen, p, r } = codeKey
      return derive(words, salt, dkLen, { N, r, p, maxmem: MOST_MEMORY })
    })
}

export type AskedSpace = { origin: string; fingerprint: string }

/**
 * Shows one space that somebody knows the words of an invite, without showing them, and believes it once it
 * has shown the same ([why in this order](../../../docs/decisions/0105-words-are-proved-by-the-guest-first.md)).
 * @returns what to register with; null where the space does not know these words
 * @throws where it does not answer, has another key, or wants no more guesses for now
 */
export async function proveWordsTo(
  { fingerprint, origin }: AskedSpace,
  { keyOf, signal, words }: { keyOf: KeyMaker; signal: AbortSignal; words: string },
): Promise<string | null> {
  const ask = (path: string, body: object): ReturnType<typeof requestPinned> => {
    const soon = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)])
    return requestPinned({ origin, fingerprint, path: apiBase + path, body, signal: soon })
  }
  const first = routes.codeChallenge
  const begun = await ask(first.path, {})
  if (begun.status !== 200) throw new Error(`status ${begun.status}`)
  const { nonce, salt } = check(first.response, JSON.parse(begun.text))
  const key = await keyOf(words, salt, signal)
  const own = randomBytes(16).toString('base64url')
  const exchange = { clientNonce: own, serverNonce: nonce, fingerprint }
  const second = routes.codeProof
  const body = { nonce, own, proof: proofOf(key, 'client', exchange) }
  const answer = await ask(second.path, body)
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) return null
  if (answer.status !== 200) throw new Error(`status ${answer.status}`)
  const { invite, proof } = check(second.response, JSON.parse(answer.text))
  return proof === proofOf(key, 'server', exchange) ? invite : null
}

function proofOf(key: Buffer, side: 'client' | 'server', exchange: CodeExchange): string {
  return createHmac('sha256', key).update(proofText(side, exchange)).digest('base64url')
}
