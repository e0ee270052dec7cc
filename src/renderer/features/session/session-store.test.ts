import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createCell } from '../../../../client/cell.ts'
import type { Account, Connection, SpaceClient } from '../../../../client/space-client.ts'
import type { HostState, KnownSpace } from '../../../../shared/ipc/schemas.ts'
import type { KnownSpaces } from './known-spaces.ts'
import { useSessionStore } from './session-store.ts'

const ada = { user: { id: 'ada', name: 'ada' }, session: 's1' } as unknown as Account
const office: KnownSpace = {
  id: 'office',
  name: 'Office',
  url: 'http://127.0.0.1:1',
  hosted: false,
}
const home: KnownSpace = { id: 'home', name: 'Home', url: 'http://127.0.0.1:2', hosted: true }

function createClient(
  signedIn: Account | null,
  space: () => Promise<unknown> = async () => ({}),
  phase: Connection['phase'] = 'signed-out',
) {
  const account = createCell<Account | null>(signedIn)
  const connection = createCell({ phase, reason: null } as Connection)
  const close = vi.fn(async () => {})
  const accounts = {
    signIn: async () => {
      account.set(ada)
      return ada
    },
  }
  const client = { account, connection, space, close, accounts } as unknown as SpaceClient
  return { client, account, connection, close }
}

function createKnown(list: readonly KnownSpace[]) {
  let told: Parameters<KnownSpaces['listen']>[0]
  const known: KnownSpaces = {
    list: async () => list,
    host: async () => null,
    startHost: async () => {},
    listen: (listener) => {
      told = listener
      return () => {}
    },
  }
  return {
    known,
    tellSpaces: (spaces: readonly KnownSpace[]) => told.spaces(spaces),
    tellHost: (state: HostState) => told.host(state),
  }
}

beforeEach(() => {
  setActivePinia(createPinia())
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
})

describe('the session', () => {
  it('knows who is signed in without waiting for the space to answer', async () => {
    const { client } = createClient(ada, () => new Promise(() => {}))
    const store = useSessionStore()
    await store.start({ known: createKnown([office]).known, open: async () => client })
    expect(store.signedIn).toBe(true)
    expect(store.name).toBe('Office')
  })

  it('knows the key that a space was trusted by meanwhile, and stays in it', async () => {
    const { client, close } = createClient(ada)
    const { known, tellSpaces } = createKnown([office])
    const store = useSessionStore()
    await store.start({ known, open: async () => client })
    tellSpaces([{ ...office, fingerprint: 'A'.repeat(43) }])
    expect(store.current?.fingerprint).toBe('A'.repeat(43))
    expect(store.client).toBe(client)
    expect(close).not.toHaveBeenCalled()
  })

  it('calls the space what it calls itself, once it has answered', async () => {
    const { client } = createClient(null, async () => ({
      name: 'The office',
      registration: 'anyone',
    }))
    const store = useSessionStore()
    await store.start({ known: createKnown([office]).known, open: async () => client })
    await vi.waitFor(() => expect(store.name).toBe('The office'))
  })

  it('says that the space cannot be reached, until it can', async () => {
    const space = vi.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValue({ name: 'X' })
    const { client } = createClient(null, space)
    const store = useSessionStore()
    await store.start({ known: createKnown([office]).known, open: async () => client })
    await vi.waitFor(() => expect(store.unreachable).toBe(true))
    await store.ask()
    expect(store.unreachable).toBe(false)
  })

  it('enters the own space when the app has made it', async () => {
    const { known, tellSpaces, tellHost } = createKnown([])
    const { client } = createClient(null)
    const store = useSessionStore()
    await store.start({ known, open: async () => client })
    tellHost({ status: 'starting' })
    expect(store.current).toBeNull()
    expect(store.host).toEqual({ status: 'starting' })
    tellSpaces([home])
    await vi.waitFor(() => expect(store.client).toBe(client))
  })

  it('goes to another space and leaves the first in good order', async () => {
    const first = createClient(ada)
    const second = createClient(null)
    const store = useSessionStore()
    const open = async ({ id }: KnownSpace) => (id === 'office' ? first : second).client
    await store.start({ known: createKnown([office, home]).known, open })
    await store.choose('home')
    expect(first.close).toHaveBeenCalledOnce()
    expect(store.signedIn).toBe(false)

    setActivePinia(createPinia())
    const later = useSessionStore()
    await later.start({ known: createKnown([office, home]).known, open })
    expect(later.current?.id).toBe('home')
  })

  it('is there at once after signing in, and gone after signing out', async () => {
    const { client, account } = createClient(null)
    const store = useSessionStore()
    await store.start({ known: createKnown([office]).known, open: async () => client })
    await store.signIn({ name: 'ada', password: 'correct horse' })
    expect(store.signedIn).toBe(true)
    account.set(null)
    await vi.waitFor(() => expect(store.signedIn).toBe(false))
  })

  it('knows who waits to be let in, also before the space has answered again', async () => {
    const seenIn = async (first: Connection['phase'], ...phases: Connection['phase'][]) => {
      setActivePinia(createPinia())
      const { client, connection } = createClient(ada, undefined, first)
      const store = useSessionStore()
      await store.start({ known: createKnown([office]).known, open: async () => client })
      const seen = [store.outside]
      for (const phase of phases) {
        connection.set({ phase, reason: null } as Connection)
        await vi.waitFor(() => expect(store.connection?.phase).toBe(phase))
        seen.push(store.outside)
      }
      return seen
    }
    expect(await seenIn('connecting', 'admission')).toEqual([null, 'yet'])
    const later = await seenIn('connecting', 'admission', 'waiting', 'retrying', 'online')
    expect(later).toEqual(['yet', 'yet', 'yet', 'yet', null])
    expect(await seenIn('connecting', 'online')).toEqual([null, null])
  })

  it('knows who was not let in', async () => {
    const { client, connection } = createClient(ada)
    const store = useSessionStore()
    await store.start({ known: createKnown([office]).known, open: async () => client })
    connection.set({ phase: 'refused', reason: 'not_admitted' } as Connection)
    await vi.waitFor(() => expect(store.outside).toBe('refused'))
    expect(store.ended).toBe(false)
  })

  it('notices that the server ended it', async () => {
    const { client, connection } = createClient(ada)
    const store = useSessionStore()
    await store.start({ known: createKnown([office]).known, open: async () => client })
    connection.set({ phase: 'refused', reason: 'session_ended' } as Connection)
    await vi.waitFor(() => expect(store.ended).toBe(true))
  })
})
