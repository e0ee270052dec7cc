/** The real server over a storage that says it is full when told so by a message: for machines where no disk can be mounted. */
import { openSpace } from '../../server/open-space.ts'
import { StorageFull, type Storage } from '../../server/storage/storage.ts'
import { withLog } from '../../server/test/held-storage.ts'
import { serveOver } from './serve-over.ts'

let isFull = false
process.on('message', (told: { full?: boolean }) => (isFull = told.full ?? isFull))
process.channel?.unref()

await serveOver(async (config, deps) => {
  const space = await openSpace(config, deps)
  return { ...space, storage: pretending(space.storage) }
})

function pretending(storage: Storage): Storage {
  const { upkeep } = storage
  const full = withLog(storage, (log) => ({
    append: (write) => (isFull ? Promise.reject(new StorageFull('pretended')) : log.append(write)),
  }))
  full.upkeep = {
    backup: (file) => upkeep.backup(file),
    close: () => upkeep.close(),
    health: async () => {
      const health = await upkeep.health()
      return { ...health, writable: health.writable && !isFull }
    },
  }
  return full
}
