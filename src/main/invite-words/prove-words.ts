import { createHmac, randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { check, routes } from '../../../protocol/index.ts'
import { codeKey, proofText, type CodeExchange } from '../../../protocol/invite-words/code-proof.ts'
import { apiBase } from '../../../protocol/version.ts'
import { requestPinned } from '../trust/pinned-request.ts'

type Deriving = (
  words: string,
  salt: string,
  length: number,
  options: { N: number; r: number; p: number; maxmem: number },
) => Promise<Buffer>

const derive = promisify(scrypt) as Deriving
/** Twice what these costs need. */
const MOST_MEMORY = 2 * 128 * codeKey.N * codeKey.r

export type AskedSpace = { origin: string; fingerprint: string }

/**
 * Shows one space that somebody knows the words of an invite, without showing them, and believes it once it
 * has shown the same ([why in this order](../../../docs/decisions/0105-words-are-proved-by-the-guest-first.md)).
 * @returns what to register with; null where the space does not know these words
 * @throws where it does not answer, has another key, or wants no more guesses for now
 */
export async function proveWordsTo(
  { fingerprint, origin }: AskedSpace,
  words: string,
  signal: AbortSignal,
): Promise<string | null> {
  const ask = { origin, fingerprint, signal }
  const first = routes.codeChallenge
  const begun = await requestPinned({ ...ask, path: apiBase + first.path, body: {} })
  if (begun.status !== 200) throw new Error(`status ${begun.status}`)
  const { nonce, salt } = check(first.response, JSON.parse(begun.text))
  const key = await derive(words, salt, codeKey.dkLen, {
    ...{ N: codeKey.N, r: codeKey.r, p: codeKey.p, maxmem: MOST_MEMORY },
  })
  const own = randomBytes(16).toString('base64url')
  const exchange = { clientNonce: own, serverNonce: nonce, fingerprint }
  const body = { nonce, own, proof: proofOf(key, 'client', exchange) }
  const second = routes.codeProof
  const answer = await requestPinned({ ...ask, path: apiBase + second.path, body })
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) return null
  if (answer.status !== 200) throw new Error(`status ${answer.status}`)
  const { invite, proof } = check(second.response, JSON.parse(answer.text))
  return proof === proofOf(key, 'server', exchange) ? invite : null
}

function proofOf(key: Buffer, side: 'client' | 'server', exchange: CodeExchange): string {
  return createHmac('sha256', key).update(proofText(side, exchange)).digest('base64url')
}
