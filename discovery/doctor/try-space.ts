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
const NO_ROUTE = new Set(['ENETUNREACH', 'EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'])
/** Whoever should be near did not even say which network card they have. */
const NOBODY_THERE = new Set(['EHOSTUNREACH', 'EHOSTDOWN', 'ETIMEDOUT'])

/** Asks at an address what every space tells anybody. @param origin like `https://10.0.0.5:7759` */
export async function trySpace(
  origin: string,
  now: () => number,
  patience = PATIENCE,
): Promise<SeenTry> {
  const { host, hostname, protocol } = new URL(origin)
  const isSecure = protocol === 'https:'
  const since = now()
  const address = await addressOf(hostname.replace(/^\[|\]$/g, ''))
  const through = address === null ? null : await routeTo(address)
  const seen = { address: host, through, isSecure }
  const nothing = { shown: null, ahead: null }
  if (address === null) return { ...seen, ...nothing, outcome: 'noRoute', took: 0 }
  try {
    const answer = await ask(origin, isSecure, patience)
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
      outcome: outcomeOf(error as NodeJS.ErrnoException, through),
      took,
    }
  }
}

async function addressOf(host: string): Promise<string | null> {
  return lookup(host).then(
    ({ address }) => address,
    () => null,
  )
}

function outcomeOf(
  { code = '', name }: NodeJS.ErrnoException,
  through: string | null,
): SeenTry['outcome'] {
  if (code === 'ECONNREFUSED') return 'refused'
  if (NO_ROUTE.has(code) || through === null) return 'noRoute'
  const isSilence = name === 'AbortError' || name === 'TimeoutError' || NOBODY_THERE.has(code)
  // Something answered, but not what was asked: another protocol, or a connection cut at once.
  return isSilence ? 'silent' : 'stranger'
}

type Answer = { body: string; date: number | null; shown: SeenTry['shown'] }

function ask(origin: string, isSecure: boolean, patience: number): Promise<Answer> {
  const options: RequestOptions = { agent: false, signal: AbortSignal.timeout(patience) }
  const url = `${origin}${apiBase}/space`
  return new Promise((resolve, reject) => {
    const sent = isSecure
      ? requestByTls(url, { ...options, rejectUnauthorized: false })
      : requestPlainly(url, options)
    sent.on('error', reject)
    sent.on('response', (response) => {
      const shown = isSecure ? shownBy(response.socket as TLSSocket) : null
      const date = Date.parse(response.headers.date ?? '')
      read(response).then(
        (body) => resolve({ body, shown, date: Number.isNaN(date) ? null : date }),
        reject,
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
