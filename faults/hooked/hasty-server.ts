/**
 * The real server with acknowledgement before commit: what the lab must find out. A write is answered
 * with the place that it will have, and stored somewhat later.
 */
import { openSpace } from '../../server/open-space.ts'
import type { Appended, Storage, Write } from '../../server/storage/storage.ts'
import { withLog } from '../../server/test/held-storage.ts'
import { serveOver } from './serve-over.ts'

/** Milliseconds that a write lies about, as in a disk's cache. */
const LATE = 50

await serveOver(async (config, deps) => {
  const space = await openSpace(config, deps)
  return { ...space, storage: hasty(space.storage) }
})

function hasty(storage: Storage): Storage {
  const places = new Map<string, { seq: number; messages: number }>()
  let last: Promise<unknown> = Promise.resolve()
  storage.log.onCommitted((committed) => {
    for (const { conversation, events } of committed) {
      const { seq, messages } = events.at(-1)!
      const known = places.get(conversation)
      if (!known || known.seq < seq) places.set(conversation, { seq, messages })
    }
  })

  function later(write: Write): Promise<Appended> {
    const done = last.then(() => new Promise((resolve) => setTimeout(resolve, LATE)))
    const appended = done.then(() => storage.log.append(write))
    last = appended.catch(() => {})
    return appended
  }

  return withLog(storage, () => ({
    append: (write) => {
      const place = places.get(write.conversation)
      const [event] = write.events
      if (!place || event?.kind !== 'message' || write.cid === null) return later(write)
      const { at, author, cid, conversation } = write
      place.seq += 1
      place.messages += 1
      void later(write)
      const stored = { ...event, ...place, at, author, cid }
      return Promise.resolve({ conversation, events: [stored], repeated: false })
    },
  }))
}
