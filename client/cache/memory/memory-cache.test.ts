import { describeCache } from '../cache.contract.ts'
import { createMemoryCache } from './memory-cache.ts'

describeCache('memory cache', async () => {
  const cache = createMemoryCache()
  return { cache, reopen: async () => cache }
})
