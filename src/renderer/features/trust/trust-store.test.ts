import { createPinia, setActivePinia } from 'pinia'
import { nextTick } from 'vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { createCell } from '../../../../client/cell.ts'
import type { SpaceClient } from '../../../../client/space-client.ts'
import type { KnownSpace, SpaceTrust } from '../../../../shared/ipc/schemas.ts'
import { spaceOfPage } from '../session/known-spaces.ts'
import { useSessionStore } from '../session/session-store.ts'
import type { TrustKeeper } from './trust-keeper.ts'
import { useTrustStore } from './trust-store.ts'

const office: KnownSpace = { id: 'office', name: 'Office', url: 'https://a.test', hosted: false }
const home: KnownSpace = { id: 'home', name: 'Home', url: 'https://b.test', hosted: false }
const trouble = (space: string, seen: string): SpaceTrust => ({ space, seen, pinned: null })

function createKeeper(first: readonly SpaceTrust[] = []) {
  let told: (troubles: readonly SpaceTrust[]) => void = () => {}
  const accept = vi.fn(async () => {})
  const keeper: TrustKeeper = {
    accept,
    list: async () => first,
    listen: (listener) => {
      told = listener
      return () => {}
    },
  }
  return { accept, keeper, tell: (...troubles: SpaceTrust[]) => told(troubles) }
}

beforeEach(() => setActivePinia(createPinia()))

it('is concerned with the space on screen alone', async () => {
  const session = useSessionStore()
  const trust = useTrustStore()
  session.current = office
  await trust.start(createKeeper([trouble('home', 'B')]).keeper)
  expect(trust.trouble).toBeNull()
  session.current = home
  expect(trust.trouble).toMatchObject({ space: 'home' })
})

it('explains each key that is seen once by itself, and then when asked', async () => {
  useSessionStore().current = office
  const trust = useTrustStore()
  const { keeper, tell } = createKeeper()
  await trust.start(keeper)
  tell(trouble('office', 'A'))
  await nextTick()
  expect(trust.open).toBe(true)
  trust.open = false
  tell(trouble('office', 'A'), trouble('home', 'B'))
  await nextTick()
  expect(trust.open).toBe(false)
  tell(trouble('office', 'C'))
  await nextTick()
  expect(trust.open).toBe(true)
  tell()
  await nextTick()
  expect(trust.open).toBe(false)
})

it('connects at once where a key was trusted', async () => {
  const session = useSessionStore()
  const reconnectNow = vi.fn()
  const signals = {
    account: createCell(null),
    connection: createCell({ phase: 'waiting', reason: null }),
    unread: createCell(0),
  }
  const client = {
    ...signals,
    reconnectNow,
    space: async () => ({ name: 'Office' }),
  } as unknown as SpaceClient
  const known = { ...spaceOfPage(office.url), list: async () => [office] }
  await session.start({ known, open: async () => client })
  const trust = useTrustStore()
  const { accept, keeper } = createKeeper([trouble('office', 'A')])
  await trust.start(keeper)
  await trust.accept(trust.trouble!)
  expect(accept).toHaveBeenCalledWith('office', 'A')
  expect(reconnectNow).toHaveBeenCalledOnce()
})
