import type { Write } from '../../server/storage/storage.ts'
import { openSqliteStorage } from '../../server/storage/sqlite/sqlite-storage.ts'
import { directConversation } from '../../protocol/index.ts'
import { textOf } from '../texts.ts'
import type { SeededPerson } from './seed-space.ts'

const atOnce = 10_000
let keys = 0

/** Keys as clients mint them, in the order of time. */
function newCid(): string {
  return `history${(++keys).toString(36).padStart(8, '0')}`
}

/**
 * Stores so many messages in a space, in the direct conversations of each person with the next one in
 * turn, and waits until they can be searched.
 */
export async function seedHistory(
  folder: string,
  people: readonly SeededPerson[],
  messages: number,
): Promise<void> {
  const storage = await openSqliteStorage({ folder })
  const write = (number: number): Write => {
    const author = people[number % people.length]!.id
    const other = people[(number + 1) % people.length]!.id
    const pair = [author, other].sort() as [string, string]
    return {
      conversation: directConversation(author, other),
      author,
      cid: newCid(),
      at: Date.now(),
      events: [{ kind: 'message', text: textOf(128) }],
      ...(number < people.length && { create: { kind: 'direct', people: pair } }),
    }
  }
  try {
    for (let stored = 0; stored < messages; stored += atOnce) {
      const count = Math.min(atOnce, messages - stored)
      const writes = Array.from({ length: count }, (_, n) => storage.log.append(write(stored + n)))
      const refused = (await Promise.all(writes)).find((appended) => appended.refused)
      if (refused) throw new Error(`a message of the history was refused: ${refused.refused}`)
    }
    await storage.log.search(people[0]!.id, 'nothing', { limit: 1 })
  } finally {
    await storage.upkeep.close()
  }
}
