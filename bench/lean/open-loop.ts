import { setImmediate as turn } from 'node:timers/promises'

export type OpenLoop = {
  perSecond: number
  seconds: number
  /** Sends so many messages now. */
  send: (count: number) => void
  /** Called once each turn. */
  each?: () => void
}

/**
 * Sends at a steady rate, whatever comes back. Spins, so that it is never late by a timer: its own CPU
 * says nothing. Answers how late it was at worst, in milliseconds.
 */
export async function openLoop({ perSecond, seconds, send, each }: OpenLoop): Promise<number> {
  const total = Math.round(perSecond * seconds)
  const start = performance.now()
  let sent = 0
  let latest = 0
  while (sent < total) {
    const elapsed = performance.now() - start
    const due = Math.min(total, Math.floor((elapsed / 1000) * perSecond))
    if (due > sent) {
      latest = Math.max(latest, elapsed - (sent / perSecond) * 1000)
      send(due - sent)
      sent = due
    }
    each?.()
    await turn()
  }
  return latest
}
