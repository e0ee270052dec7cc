import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createCell } from '../../../../client/cell.ts'
import type { Account, Connection, SpaceClient } from '../../../../client/space-client.ts'
import type { HostState, KnownSpace } from '../../../../shared/ipc/schemas.ts'
import type { KnownSpaces } from './known-spaces.ts'
import { MOST_OPEN } from './open-spaces.ts'
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
  unread = createCell(0),
) {
  const account = createCell<Account | null>(signedIn)
  const connection = createCell({ phase, reason: null, unsent: 0 } as Connection)
  const close = vi.fn(async () => {})
  const accounts = {
    signIn: async () => {
      account.set(ada)
      return ada
    },
    signOut: async () => account.set(null),
  }
  const moveTo = vi.fn()
  const parts = { account, connection, unread, space, close, moveTo, accounts }
  return { ...parts, client: parts as unknown as SpaceClient }
}

function createKnown(list: readonly KnownSpace[]) {
  const [seek, rename] = [vi.fn(), vi.fn()]
  let told: Parameters<KnownSpaces['listen']>[0]
  const known: KnownSpaces = {
    list: async () => list,
    host: async () => null,
    forget: async (id) => told.spaces(list.filter((space) => space.id !== id)),
    seek,
    rename,
    listen: (listener) => {
      told = listener
      return () => {}
    },
  }
  return {
    known,
    seek,
    rename,
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

  it.each(['online', 'admission'] as const)(
    'asks the space again once it is %s again, and keeps what it said until it answers',
    async (phase) => {
      let answer = (_info: unknown): void => {}
      const space = vi
        .fn()
        .mockResolvedValueOnce({ name: 'Harbour' })
        .mockReturnValue(new Promise((done) => (answer = done)))
      const { client, connection } = createClient(ada, space, phase)
      const store = useSessionStore()
      await store.start({ known: createKnown([office]).known, open: async () => client })
      await vi.waitFor(() => expect(store.name).toBe('Harbour'))
      connection.set({ phase: 'retrying', reason: null } as Connection)
      await vi.waitFor(() => expect(store.connection?.phase).toBe('retrying'))
      expect(space).toHaveBeenCalledOnce()
      connection.set({ phase, reason: null } as Connection)
      await vi.waitFor(() => expect(space).toHaveBeenCalledTimes(2))
      expect(store.name).toBe('Harbour')
      answer({ name: 'Quay' })
      await vi.waitFor(() => expect(store.name).toBe('Quay'))
    },
  )

  it.each([
    { space: office, says: 'Quay', told: [['office', 'Quay']] },
    { space: office, says: 'Office', told: [] },
    { space: home, says: 'Quay', told: [] },
  ])('has $space.name kept as $says, if it was joined and was not so called', async (given) => {
    const { client } = createClient(ada, async () => ({ name: given.says }))
    const { known, rename } = createKnown([given.space])
    const store = useSessionStore()
    await store.start({ known, open: async () => client })
    await vi.waitFor(() => expect(store.name).toBe(given.says))
    expect(rename.mock.calls).toEqual(given.told)
  })

  it('drops what a space says of itself once another one is on screen', async () => {
    let answer = (_info: unknown): void => {}
    const space = vi
      .fn()
      .mockResolvedValueOnce({ name: 'Harbour' })
      .mockReturnValue(new Promise((done) => (answer = done)))
    const first = createClient(ada, space, 'retrying')
    const second = createClient(ada, async () => ({ name: 'At home' }))
    const open = async ({ id }: KnownSpace) => (id === 'office' ? first : second).client
    const store = useSessionStore()
    await store.start({ known: createKnown([office, home]).known, open })
    first.connection.set({ phase: 'online', reason: null } as Connection)
    await vi.waitFor(() => expect(space).toHaveBeenCalledTimes(2))
    await store.choose('home')
    await vi.waitFor(() => expect(store.name).toBe('At home'))
    answer({ name: 'Quay' })
    await new Promise(setImmediate)
    expect(store.name).toBe('At home')
  })

  it('has one that did not answer at first looked for no longer once it is online', async () => {
    const space = vi.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValue({ name: 'X' })
    const { client, connection } = createClient(ada, space, 'retrying')
    const { known, seek } = createKnown([office])
    const store = useSessionStore()
    await store.start({ known, open: async () => client })
    await vi.waitFor(() => expect(store.unreachable).toBe(true))
    connection.set({ phase: 'online', reason: null } as Connection)
    await vi.waitFor(() => expect(seek.mock.lastCall).toEqual(['office', false]))
    expect(store.info).toEqual({ name: 'X' })
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

  it('stays connected to a space behind the one on screen, and counts what is unread there', async () => {
    const first = createClient(ada, undefined, 'online', createCell(3))
    const second = createClient(ada, undefined, 'online', createCell(4))
    const store = useSessionStore()
    const open = vi.fn(async ({ id }: KnownSpace) => (id === 'office' ? first : second).client)
    await store.start({ known: createKnown([office, home]).known, open })
    await vi.waitFor(() => expect(store.open.map(({ id }) => id)).toEqual(['office', 'home']))
    expect(store.unread).toBe(7)
    second.unread.set(6)
    await vi.waitFor(() => expect(store.unread).toBe(9))
    await store.choose('home')
    expect(store.client).toBe(second.client)
    await store.choose('office')
    expect(store.client).toBe(first.client)
    expect(open).toHaveBeenCalledTimes(2)
    expect([first.close, second.close].some((close) => close.mock.calls.length > 0)).toBe(false)
  })

  it('opens no more spaces at once than it can bear', async () => {
    const list = Array.from({ length: MOST_OPEN + 3 }, (_, at) => ({ ...office, id: `s${at}` }))
    const store = useSessionStore()
    const clients = list.map(() => createClient(ada))
    const open = async ({ id }: KnownSpace) => clients[Number(id.slice(1))]!.client
    await store.start({ known: createKnown(list).known, open })
    await vi.waitFor(() => expect(store.open).toHaveLength(MOST_OPEN))
    await store.choose(list.at(-1)!.id)
    expect(store.client).toBe(clients.at(-1)!.client)
    expect(store.open).toHaveLength(MOST_OPEN)
  })

  it('goes along where a space moves to, on screen or behind it', async () => {
    const [first, second] = [createClient(ada), createClient(ada)]
    const { known, tellSpaces } = createKnown([office, home])
    const store = useSessionStore()
    const open = async ({ id }: KnownSpace) => (id === 'office' ? first : second).client
    await store.start({ known, open })
    await vi.waitFor(() => expect(store.open).toHaveLength(2))
    const url = 'http://127.0.0.1:9'
    tellSpaces([
      { ...office, url },
      { ...home, url },
    ])
    expect([first.moveTo, second.moveTo].map((moveTo) => moveTo.mock.lastCall)).toEqual([
      [url],
      [url],
    ])
    expect(store.current?.url).toBe(url)
    expect(first.close).not.toHaveBeenCalled()
  })

  it('leaves a space that is known no more', async () => {
    const [first, second] = [createClient(ada), createClient(ada)]
    const { known, tellSpaces } = createKnown([office, home])
    const store = useSessionStore()
    const open = async ({ id }: KnownSpace) => (id === 'office' ? first : second).client
    await store.start({ known, open })
    await vi.waitFor(() => expect(store.open).toHaveLength(2))
    tellSpaces([home])
    await vi.waitFor(() => expect(store.client).toBe(second.client))
    expect(first.close).toHaveBeenCalledOnce()
  })

  it('leaves a space in which nobody is signed in, and comes to the last one again', async () => {
    const first = createClient(null)
    const second = createClient(null)
    const store = useSessionStore()
    const open = async ({ id }: KnownSpace) => (id === 'office' ? first : second).client
    await store.start({ known: createKnown([office, home]).known, open })
    await store.choose('home')
    expect(first.close).toHaveBeenCalled()
    expect(store.signedIn).toBe(false)

    setActivePinia(createPinia())
    const later = useSessionStore()
    await later.start({ known: createKnown([office, home]).known, open })
    expect(later.current?.id).toBe('home')
  })

  it('signs in to a space that is still being opened', async () => {
    const { client } = createClient(null)
    let opened = (): void => {}
    const store = useSessionStore()
    const open = () => new Promise<SpaceClient>((done) => (opened = () => done(client)))
    const started = store.start({ known: createKnown([office]).known, open })
    await vi.waitFor(() => expect(store.current).not.toBeNull())
    const signedIn = store.signIn({ name: 'ada', password: 'correct horse' })
    opened()
    await Promise.all([started, signedIn])
    expect(store.signedIn).toBe(true)
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

  it('forgets a space: signed out, left, and in the list no more', async () => {
    const [first, second] = [createClient(ada), createClient(ada)]
    const store = useSessionStore()
    const open = async ({ id }: KnownSpace) => (id === 'office' ? first : second).client
    await store.start({ known: createKnown([office, home]).known, open })
    await store.forget('home')
    expect(store.spaces).toHaveLength(2)
    await store.forget('office')
    await vi.waitFor(() => expect(store.client).toBe(second.client))
    expect(first.account.get()).toBeNull()
    expect(first.close).toHaveBeenCalledOnce()
    expect(store.spaces).toEqual([home])
  })

  it('has a space looked for that does not answer, until it does', async () => {
    const { client, connection } = createClient(ada, undefined, 'online')
    const { known, seek } = createKnown([office])
    const store = useSessionStore()
    await store.start({ known, open: async () => client })
    connection.set({ phase: 'waiting', reason: null } as Connection)
    await vi.waitFor(() => expect(seek.mock.calls).toEqual([['office', true]]))
    connection.set({ phase: 'retrying', reason: null } as Connection)
    connection.set({ phase: 'online', reason: null } as Connection)
    await vi.waitFor(() => expect(seek.mock.lastCall).toEqual(['office', false]))
    expect(seek).toHaveBeenCalledTimes(2)
  })

  it('notices that the server ended it', async () => {
    const { client, connection } = createClient(ada)
    const store = useSessionStore()
    await store.start({ known: createKnown([office]).known, open: async () => client })
    connection.set({ phase: 'refused', reason: 'session_ended' } as Connection)
    await vi.waitFor(() => expect(store.ended).toBe(true))
  })
})
