import { hmac } from '@noble/hashes/hmac.js'
import { scryptAsync } from '@noble/hashes/scrypt.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { Refused } from '../../protocol/index.ts'
import { codeKey, proofText, type CodeExchange } from '../../protocol/invite-words/code-proof.ts'
import type { RandomBytes } from '../random.ts'
import type { RestClient } from '../rest/rest-client.ts'

const NONCE_BYTES = 16

/**
 * Shows a space that one knows the words of an invite, without showing them, and believes it only once it
 * has shown the same.
 * @param fingerprint of the certificate that this side really sees; empty where it cannot tell
 * @returns what to register with, good for some minutes
 * @throws Refused `invite_invalid` where the space does not know these words
 */
export async function proveWords(
  { rest, random }: { rest: Pick<RestClient, 'call'>; random: RandomBytes },
  words: string,
  fingerprint: string,
): Promise<string> {
  const { salt, nonce } = await rest.call('codeChallenge', { body: {} })
  const key = await scryptAsync(words, salt, codeKey)
  const own = base64url(random(NONCE_BYTES))
  const exchange = { clientNonce: own, serverNonce: nonce, fingerprint }
  const proof = proofOf(key, 'client', exchange)
  const answer = await rest.call('codeProof', { body: { nonce, own, proof } })
  if (answer.proof !== proofOf(key, 'server', exchange)) {
    throw new Refused('invite_invalid', 'the space does not know these words')
  }
  return answer.invite
}

function proofOf(key: Uint8Array, side: 'client' | 'server', exchange: CodeExchange): string {
  return base64url(hmac(sha256, key, new TextEncoder().encode(proofText(side, exchange))))
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
