import { onTestFinished, vi } from 'vitest'
import { createMemoryCache } from '../cache/memory/memory-cache.ts'
import type { Cache } from '../cache/cache.ts'
import { openSpace, type OpenSpaceOptions } from '../open-space.ts'
import type { SpaceClient } from '../space-client.ts'
import { createMemoryTokenStore } from '../token-store.ts'

/** A client as a browser runs it, with real time and real sockets, closed when the test ends. */
export async function openDevice(
  url: string,
  options: Partial<OpenSpaceOptions> & { cache?: Cache } = {},
): Promise<SpaceClient> {
  const client = await openSpace({
    url,
    cache: createMemoryCache(),
    tokenStore: createMemoryTokenStore(),
    device: 'test',
    clientInfo: { name: 'test', version: '0' },
    ...options,
  })
  onTestFinished(() => client.close())
  return client
}

/** Looks again and again until it is so. */
export async function until(condition: () => boolean, timeout = 10_000): Promise<void> {
  await vi.waitFor(
    () => {
      if (!condition()) throw new Error(`not so: ${String(condition)}`)
    },
    { timeout, interval: 5 },
  )
}
