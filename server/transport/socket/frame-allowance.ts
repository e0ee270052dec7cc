import type { Connection } from './connection.ts'
import type { SocketSettings } from './socket-settings.ts'

/** Takes one frame off what the connection may send now; false where nothing is left. */
export function takeAllowance(connection: Connection, rate: SocketSettings['frames']): boolean {
  if (!rate) return true
  // In whole frames and milliseconds: small integers cost a connection no memory of their own.
  const { allowance, allowanceAt } = connection
  const earned = Math.trunc(((performance.now() - allowanceAt) / 1000) * rate.perSecond)
  if (earned > 0) connection.allowanceAt = allowanceAt + Math.ceil((earned * 1000) / rate.perSecond)
  connection.allowance = Math.min(Math.trunc(rate.burst), allowance + earned) - 1
  return connection.allowance >= 0
}
