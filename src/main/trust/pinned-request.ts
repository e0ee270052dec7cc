import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { connect, type TLSSocket } from 'node:tls'
import { fingerprintOfDigest, type Fingerprint } from '../../../protocol/fingerprint.ts'

const MOST_BYTES = 16 * 1024

/** Who answered showed another key: nothing was said to them. */
export class OtherKey extends Error {
  override readonly name = 'OtherKey'
}

export type PinnedRequest = {
  origin: string
  path: string
  /** Absent: it is only asked for. */
  body?: object
  fingerprint: Fingerprint
  signal: AbortSignal
}

/**
 * Asks or posts to whoever shows this certificate, and to nobody else: the key is compared before a byte is said.
 * @throws OtherKey, or what the network says
 */
export async function requestPinned({
  body,
  fingerprint,
  origin,
  path,
  signal,
}: PinnedRequest): Promise<{ status: number; text: string }> {
  const socket = await socketTo(new URL(origin), fingerprint, signal)
  try {
    const sent = request(`http://${new URL(origin).host}${path}`, {
      ...{ method: body ? 'POST' : 'GET', createConnection: () => socket, signal },
      headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
    })
    sent.end(body && JSON.stringify(body))
    const [response] = (await once(sent, 'response', { signal })) as [IncomingMessage]
    let text = ''
    for await (const chunk of response.setEncoding('utf8')) {
      text += chunk as string
      if (text.length > MOST_BYTES) throw new Error('too much of an answer')
    }
    return { status: response.statusCode ?? 0, text }
  } finally {
    socket.destroy()
  }
}

async function socketTo(
  { hostname, port }: URL,
  fingerprint: Fingerprint,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const host = hostname.replace(/^\[|\]$/g, '')
  const socket = connect({ host, port: Number(port || 443), rejectUnauthorized: false })
  socket.on('error', () => {})
  try {
    await once(socket, 'secureConnect', { signal })
    const { raw } = socket.getPeerCertificate()
    const seen = fingerprintOfDigest(createHash('sha256').update(raw).digest())
    if (seen !== fingerprint) throw new OtherKey(`${seen} is there`)
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  }
}
