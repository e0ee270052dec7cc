import { describeStorage } from '../storage.contract.ts'
import { memoryData } from './memory-data.ts'
import { openMemoryStorage } from './memory-storage.ts'

describeStorage('in memory', async () => {
  const data = memoryData()
  return { storage: openMemoryStorage(data), reopen: async () => openMemoryStorage(data) }
})
