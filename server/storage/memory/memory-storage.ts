import { StorageFailed, type Storage, type Upkeep } from '../storage.ts'
import { MemoryAdmission } from './memory-admission.ts'
import { MemoryConversations } from './memory-conversations.ts'
import { memoryData, type MemoryData } from './memory-data.ts'
import { MemoryLog } from './memory-log.ts'
import { MemoryPeople } from './memory-people.ts'
import { MemorySessions } from './memory-sessions.ts'

/** A space that lasts as long as the process: for tests, and for trying Parley without a trace. */
export function openMemoryStorage(data: MemoryData = memoryData()): Storage {
  const state = { open: true }
  const assertOpen = () => {
    if (!state.open) throw new StorageFailed('the storage is closed')
  }
  const people = new MemoryPeople(data, assertOpen)
  return {
    epoch: data.epoch,
    log: new MemoryLog(data, assertOpen),
    conversations: new MemoryConversations(data, assertOpen),
    people,
    sessions: new MemorySessions(data, assertOpen),
    admission: new MemoryAdmission(data, people, assertOpen),
    upkeep: memoryUpkeep(data, state, assertOpen),
  }
}

function memoryUpkeep(data: MemoryData, state: { open: boolean }, assertOpen: () => void): Upkeep {
  return {
    async backup() {
      throw new StorageFailed('a space in memory has no file to copy: start with a data folder')
    },
    async health() {
      assertOpen()
      const { order, people } = data
      return {
        writable: true,
        bytes: 0,
        events: order.length,
        users: [...people.values()].filter(({ user }) => !user.removed).length,
      }
    },
    async close() {
      state.open = false
    },
  }
}
