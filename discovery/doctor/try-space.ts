import { lookup } from 'node:dns/promises'
import { askSpace, type AskFailed } from '../ask-space.ts'
import { routeTo } from './read-route.ts'
import type { SeenTry } from './seen.ts'

const PATIENCE = 4_000
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
    const answer = await askSpace(origin, PATIENCE)
    const took = now() - since
    const { date, fingerprint: shown, name } = answer
    const outcome = name === null ? 'stranger' : 'answered'
    const ahead = date === null ? null : date + ROUNDED - (since + took / 2)
    return { ...seen, outcome, took, shown, ahead }
  } catch (error) {
    const took = now() - since
    return {
      ...seen,
      ...nothing,
      outcome: outcomeOf(error as AskFailed, through),
      took,
    }
  }
}

export function outcomeOf(
  { code = '', name, wasConnected }: AskFailed,
  through: string | null,
): SeenTry['outcome'] {
  if (name === 'AbortError' || name === 'TimeoutError') return 'silent'
  // Something answered, but not what was asked: another protocol, or a connection cut at once.
  if (wasConnected) return 'stranger'
  if (code === 'ECONNREFUSED') return 'refused'
  if (FORBIDDEN.has(code)) return 'forbidden'
  return NOBODY_THERE.has(code) && through !== null ? 'silent' : 'noRoute'
}
