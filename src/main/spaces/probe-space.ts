import { createHash } from 'node:crypto'
import { request as requestPlainly, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestByTls } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { z } from 'zod'
import { fingerprintOfDigest, type Fingerprint } from '../../../protocol/fingerprint.ts'
import { apiBase } from '../../../protocol/version.ts'
import type { ProbedSpace } from '../../../shared/ipc/schemas.ts'
import { typedAddresses } from './typed-addresses.ts'

const PATIENCE = 4_000
const MOST_BYTES = 64 * 1024

/** As much of what a space says of itself as makes sure that it is one. */
const spaceInfo = z.object({ name: z.string().min(1).max(200), epoch: z.string().min(1) })

type Answer = { body: string; fingerprint: Fingerprint | null }

/**
 * Asks at an address that a person typed what is there. Nothing but the question is sent, whoever
 * answers: whether the key that was seen is the right one is for the person to say.
 */
export async function probeSpace(typed: string, patience = PATIENCE): Promise<ProbedSpace> {
  const origins = typedAddresses(typed)
  if (origins.length === 0) return { status: 'not-an-address' }
  let somethingAnswered = false
  for (const url of origins) {
    const answer = await ask(url, AbortSignal.timeout(patience)).catch(() => null)
    if (!answer) continue
    const name = nameIn(answer.body)
    if (name !== null) return { status: 'found', name, url, fingerprint: answer.fingerprint }
    somethingAnswered = true
  }
  return { status: somethingAnswered ? 'not-parley' : 'unreachable' }
}

function nameIn(body: string): string | null {
  try {
    return spaceInfo.parse(JSON.parse(body)).name
  } catch {
    return null
  }
}

function ask(origin: string, signal: AbortSignal): Promise<Answer> {
  const isSecure = origin.startsWith('https:')
  // A connection of its own, so that its certificate is seen.
  const options: RequestOptions = { agent: false, signal }
  const url = `${origin}${apiBase}/space`
  return new Promise((resolve, reject) => {
    const sent = isSecure
      ? requestByTls(url, { ...options, rejectUnauthorized: false })
      : requestPlainly(url, options)
    sent.on('error', reject)
    sent.on('response', (response) => {
      const fingerprint = isSecure ? shownBy(response.socket as TLSSocket) : null
      read(response).then((body) => resolve({ body, fingerprint }), reject)
    })
    sent.end()
  })
}

/** Of a certificate that nobody vouches for: one that an authority does may be renewed at any time. */
function shownBy(socket: TLSSocket): Fingerprint | null {
  if (socket.authorized) return null
  const { raw } = socket.getPeerCertificate()
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
