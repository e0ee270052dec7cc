/**
 * How a key is made of an invite's words, and what is proved with it. Fixed, never negotiated: otherwise
 * whoever pretends to be the space could ask for a key that is quick to guess.
 */
export const codeKey = { N: 2 ** 16, r: 8, p: 1, dkLen: 32 } as const

export type CodeExchange = {
  clientNonce: string
  serverNonce: string
  /** Of the certificate that this side sees, or shows; empty where there is none to be seen. */
  fingerprint: string
}

/** What each side puts under its key (HMAC-SHA-256): neither can be taken for the other's, or another time's. */
export function proofText(
  side: 'client' | 'server',
  { clientNonce, serverNonce, fingerprint }: CodeExchange,
): string {
  return ['parley invite code 1', side, clientNonce, serverNonce, fingerprint].join('\n')
}
