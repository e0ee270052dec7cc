import { createHash } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { request as requestPlainly, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestByTls } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { fingerprintOfDigest } from '../../protocol/fingerprint.ts'
import { apiBase } from '../../protocol/version.ts'
import { routeTo } from './read-route.ts'
import type { SeenTry } from './seen.ts'

const PATIENCE = 4_000
const MOST_BYTES = 64 * 1024
/** `Date` is in whole seconds. */
const ROUNDED = 500
/** The system itself says no, before anything is sent. */
const FORBIDDEN = new Set(['EACCES', 'EPERM'])
/** Whoever should be near did not even say which network card they have. */
const NOBODY_THERE = new Set(['EHOSTUNREACH', 'EHOSTDOWN', 'ETIMEDOUT'])

/** The address of a name. @throws where it has none */
type Lookup = (host: string) => Promise<{ address: string }>

/** Asks at an address what every space tells anybody. @param origin like `https://10.0.0.5:7759` */
export async function trySpace(
  origin: string,
  now: () => number,
  find: Lookup = lookup,
): Promise<SeenTry> {
  const { host, hostname, protocol } = new URL(origin)
  const isSecure = protocol === 'https:'
  const since = now()
  const address = await find(hostname.replace(/^\[|\]$/g, '')).then(
    (found) => found.address,
    () => null,
  )
  const through = address === null ? null : await routeTo(address)
  const seen = { address: host, through, isSecure }
  const nothing = { shown: null, ahead: null }
  if (address === null) return { ...seen, ...nothing, outcome: 'noRoute', took: 0 }
  try {
    const answer = await ask(origin, isSecure)
    const took = now() - since
    const { body, date, shown } = answer
    const outcome = isSpace(body) ? 'answered' : 'stranger'
    const ahead = date === null ? null : date + ROUNDED - (since + took / 2)
    return { ...seen, outcome, took, shown, ahead }
  } catch (error) {
    const took = now() - since
    return {
      ...seen,
      ...nothing,
      outcome: outcomeOf(error as Failed, through),
      took,
    }
  }
}

/** What failed, and whether somebody had taken the connection before. */
type Failed = Pick<NodeJS.ErrnoException, 'code' | 'name'> & { wasConnected: boolean }

export function outcomeOf(
  { code = '', name, wasConnected }: Failed,
  through: string | null,
): SeenTry['outcome'] {
  if (name === 'AbortError' || name === 'TimeoutError') return 'silent'
  // Something answered, but not what was asked: another protocol, or a connection cut at once.
  if (wasConnected) return 'stranger'
  if (code === 'ECONNREFUSED') return 'refused'
  if (FORBIDDEN.has(code)) return 'forbidden'
  return NOBODY_THERE.has(code) && through !== null ? 'silent' : 'noRoute'
}

type Answer = { body: string; date: number | null; shown: SeenTry['shown'] }

/** @throws Failed */
function ask(origin: string, isSecure: boolean): Promise<Answer> {
  const options: RequestOptions = { agent: false, signal: AbortSignal.timeout(PATIENCE) }
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
      const shown = isSecure ? shownBy(response.socket as TLSSocket) : null
      const date = Date.parse(response.headers.date ?? '')
      read(response).then(
        (body) => resolve({ body, shown, date: Number.isNaN(date) ? null : date }),
        fail,
      )
    })
    sent.end()
  })
}

function shownBy(socket: TLSSocket): SeenTry['shown'] {
  if (socket.authorized) return null
  const { raw } = socket.getPeerCertificate()
  return fingerprintOfDigest(createHash('sha256').update(raw).digest())
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength
    if (bytes > MOST_BYTES) throw new RangeError('longer than any space would say')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function isSpace(body: string): boolean {
  try {
    const said = JSON.parse(body) as { name?: unknown; epoch?: unknown } | null
    return typeof said?.name === 'string' && typeof said.epoch === 'string'
  } catch {
    return false
  }
}
