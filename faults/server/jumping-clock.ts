import { isMainThread } from 'node:worker_threads'

/**
 * Loaded before the server (`node --import`): lets the lab set its clock, at the start by the
 * environment and later by a message.
 */
if (isMainThread) {
  const now = Date.now
  let ahead = Number(process.env['PARLEY_LAB_CLOCK_AHEAD'] ?? 0)
  Date.now = () => now() + ahead
  process.on('message', (told: { clockAhead?: number }) => (ahead = told.clockAhead ?? ahead))
  process.channel?.unref()
}
