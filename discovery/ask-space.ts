import { createHash } from 'node:crypto'
import { request as requestPlainly, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestByTls } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod/mini'
import { fingerprintOfDigest, type Fingerprint } from '../protocol/fingerprint.ts'
import { apiBase } from '../protocol/version.ts'

const MOST_BYTES = 64 * 1024

/** As much of what a space says of itself as makes sure that it is one. */
const spaceInfo = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  epoch: z.string().check(z.minLength(1)),
})

export type SpaceAnswer = {
  /** What the space is called; null where it is something else that answered. */
  name: string | null
  /** Of the certificate that was shown, if it vouches for itself: another one may be renewed at any time. */
  fingerprint: Fingerprint | null
  /** What the clock there said, in milliseconds; null where it said nothing. */
  date: number | null
}

/** What failed, and whether somebody had taken the connection before. */
export type AskFailed = Pick<NodeJS.ErrnoException, 'code' | 'name'> & { wasConnected: boolean }

/**
 * Asks what every space tells anybody. Nothing but the question is sent, whoever answers: whether the key
 * that was seen is the right one is for the caller to say.
 * @param origin like `https://10.0.0.5:7759`
 * @throws AskFailed
 */
export function askSpace(origin: string, patience: number): Promise<SpaceAnswer> {
  const isSecure = origin.startsWith('https:')
  // A connection of its own, so that its certificate is seen.
  const options: RequestOptions = { agent: false, signal: AbortSignal.timeout(patience) }
  const url = `${origin}${apiBase}/space`
  return new Promise((resolve, reject) => {
    const sent = isSecure
      ? requestByTls(url, { ...options, rejectUnauthorized: false })
      : requestPlainly(url, options)
    let wasConnected = false
    const fail = (error: unknown): void => reject(Object.assign(error as Error, { wasConnected }))
    sent.on('socket', (socket) => socket.once('connect', () => (wasConnected = true)))
    sent.on('error', fail)
    sent.on('response', (response) => {
      const fingerprint = isSecure ? shownBy(response.socket as TLSSocket) : null
      const date = Date.parse(response.headers.date ?? '')
      read(response).then(
        (body) =>
          resolve({ name: nameIn(body), fingerprint, date: Number.isNaN(date) ? null : date }),
        fail,
      )
    })
    sent.end()
  })
}

function nameIn(body: string): string | null {
  try {
    return spaceInfo.parse(JSON.parse(body)).name
  } catch {
    return null
  }
}

/**
 * What an authority has signed is for the system to judge, which may know one that this program does not,
 * such as a company's: it is renewed without telling anybody.
 */
function shownBy(socket: TLSSocket): Fingerprint | null {
  const { issuer, raw, subject } = socket.getPeerCertificate()
  if (socket.authorized || !isDeepStrictEqual(issuer, subject)) return null
  return fingerprintOfDigest(createHash('sha256').update(raw).digest())
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength
    if (bytes > MOST_BYTES) throw new RangeError('This is longer than any space would say')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
