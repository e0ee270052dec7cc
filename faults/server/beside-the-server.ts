import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { isMainThread } from 'node:worker_threads'

export type Weight = Pick<NodeJS.MemoryUsage, 'heapUsed' | 'rss'>
type Told = { clockAhead?: number; weigh?: true }

/**
 * Loaded before the server (`node --import`): lets the lab set its clock, at the start by the
 * environment and later by a message, and weigh it when its garbage is collected.
 */
if (isMainThread && process.send) {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const now = Date.now
  let ahead = Number(process.env['PARLEY_LAB_CLOCK_AHEAD'] ?? 0)
  Date.now = () => now() + ahead
  process.on('message', ({ clockAhead, weigh }: Told) => {
    ahead = clockAhead ?? ahead
    if (!weigh) return
    collect()
    const { heapUsed, rss } = process.memoryUsage()
    process.send!({ weight: { heapUsed, rss } satisfies Weight })
  })
  process.channel?.unref()
}
