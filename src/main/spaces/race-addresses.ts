import { setTimeout as after } from 'node:timers/promises'
import { apiBase } from '../../../protocol/version.ts'
import { requestPinned } from '../trust/pinned-request.ts'

/** One address begins so long after the one before, in milliseconds: the likelier one mostly answers by then. */
const STAGGER = 250
const PATIENCE = 4_000

/**
 * Asks at several addresses who is there, each a moment after the one before, and answers with the first
 * at which the key is shown and something answers; null where there is none. Whoever shows another key is
 * told nothing at all.
 */
export async function raceAddresses(
  origins: readonly string[],
  fingerprint: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const done = new AbortController()
  const either = AbortSignal.any([done.signal, ...(signal ? [signal] : [])])
  const tries = origins.map(async (origin, place) => {
    await after(place * STAGGER, undefined, { signal: either })
    const patience = AbortSignal.any([either, AbortSignal.timeout(PATIENCE)])
    const asked = { origin, path: `${apiBase}/space`, fingerprint, signal: patience }
    const { status } = await requestPinned(asked)
    if (status !== 200) throw new Error(`status ${status}`)
    return origin
  })
  try {
    return await Promise.any(tries)
  } catch {
    return null
  } finally {
    done.abort()
    await Promise.allSettled(tries)
  }
}
