import { createMemoryCache } from '../cache/memory/memory-cache.ts'
import type { Cache } from '../cache/cache.ts'
import type { OpenSpaceOptions } from '../open-space.ts'
import type { Locks } from '../siblings/sending-turn.ts'
import type { ChannelConstructor } from '../siblings/siblings.ts'
import { createMemoryTokenStore } from '../token-store.ts'

/** What the windows of one browser share: a cache, a token, locks and channels. */
export function createBrowser({ withLocks = true } = {}): Partial<OpenSpaceOptions> & {
  cache: Cache
} {
  const channels = new Set<FakeChannel>()
  class FakeChannel {
    onmessage: ((message: { data: unknown }) => void) | null = null
    readonly #name: string
    constructor(name: string) {
      this.#name = name
      channels.add(this)
    }
    postMessage(data: unknown): void {
      const copy = structuredClone(data)
      for (const other of channels)
        if (other !== this && other.#name === this.#name)
          queueMicrotask(() => other.onmessage?.({ data: copy }))
    }
    close(): void {
      channels.delete(this)
    }
  }
  return {
    cache: { ...createMemoryCache(), shared: 'one browser' },
    tokenStore: createMemoryTokenStore(),
    BroadcastChannel: FakeChannel as unknown as ChannelConstructor,
    locks: withLocks ? createLocks() : null,
  }
}

type Waiting = { run: () => void }

/** Exclusive locks as browsers have them, with `steal` and `signal`. */
export function createLocks(): Locks {
  const held = new Map<string, { lose: (error: Error) => void }>()
  const queues = new Map<string, Waiting[]>()
  const next = (name: string) => {
    if (!held.has(name)) queues.get(name)?.shift()?.run()
  }
  const request = (
    name: string,
    { signal, steal }: LockOptions,
    work: () => Promise<unknown>,
  ): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const run = (): void => {
        const holder = { lose: reject }
        held.set(name, holder)
        const done = (settle: () => void) => {
          if (held.get(name) === holder) held.delete(name)
          settle()
          next(name)
        }
        queueMicrotask(() =>
          work().then(
            (value) => done(() => resolve(value)),
            (error: unknown) => done(() => reject(error as Error)),
          ),
        )
      }
      if (steal) {
        held.get(name)?.lose(new DOMException('stolen', 'AbortError'))
        return run()
      }
      const waiting = { run }
      const queue = queues.get(name) ?? []
      queues.set(name, queue)
      queue.push(waiting)
      signal?.addEventListener('abort', () => {
        const place = queue.indexOf(waiting)
        if (place < 0) return
        queue.splice(place, 1)
        reject(new DOMException('aborted', 'AbortError'))
      })
      next(name)
    })
  return { request } as unknown as Locks
}
