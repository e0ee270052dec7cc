import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Signal } from '../../../../client/signal.ts'
import type { Account, Connection, SpaceClient } from '../../../../client/space-client.ts'
import type { SpaceInfo } from '../../../../protocol/rest.ts'
import type { HostState, KnownSpace } from '../../../../shared/ipc/schemas.ts'
import type { KnownSpaces } from './known-spaces.ts'

/** Opens the client of a space: what is cached is there when it resolves, the network is not waited for. */
export type SpaceOpener = (space: KnownSpace) => Promise<SpaceClient>

const CURRENT = 'parley.space'
const WAITING = 'parley.waiting.'

/** `invite`: what an invite’s link holds, or what its words were exchanged for. */
type Registration = { name: string; password: string; invite?: string | undefined }

/** Which space is on screen, who is signed in there, and how it is connected. */
export const useSessionStore = defineStore('session', () => {
  const spaces = shallowRef<readonly KnownSpace[]>([])
  const host = shallowRef<HostState | null>(null)
  const current = shallowRef<KnownSpace | null>(null)
  const client = shallowRef<SpaceClient | null>(null)
  const account = shallowRef<Account | null>(null)
  const connection = shallowRef<Connection | null>(null)
  /** What the space says of itself; null until it has answered. */
  const info = shallowRef<SpaceInfo | null>(null)
  const unreachable = ref(false)

  let known: KnownSpaces | null = null
  let opener: SpaceOpener | null = null
  let stops: (() => void)[] = []
  let stopListening = (): void => {}
  let turn = 0

  const name = computed(() => info.value?.name ?? current.value?.name ?? '')
  const signedIn = computed(() => account.value !== null)
  /** The server ended the session: what is cached can be read, nothing new comes or goes. */
  const ended = computed(
    () => connection.value?.phase === 'refused' && connection.value.reason === 'session_ended',
  )
  /** Registered, and not let in: `yet` as long as nobody decided. */
  const kept = ref(false)
  const outside = computed<'yet' | 'refused' | null>(() => {
    if (connection.value?.reason === 'not_admitted') return 'refused'
    return kept.value ? 'yet' : null
  })

  /** Resolves when it is known who is signed in, as far as this device knows. */
  async function start(options: { known: KnownSpaces; open: SpaceOpener }): Promise<void> {
    known = options.known
    opener = options.open
    stopListening = known.listen({
      spaces: (list) => void takeSpaces(list),
      host: (state) => (host.value = state),
    })
    const [list, state] = await Promise.all([known.list(), known.host()])
    host.value = state
    await takeSpaces(list)
  }

  async function takeSpaces(list: readonly KnownSpace[]): Promise<void> {
    spaces.value = list
    const kept = list.find(({ id }) => id === (current.value?.id ?? readCurrent()))
    const wanted = kept ?? list[0] ?? null
    const isSame = wanted?.id === current.value?.id && wanted?.url === current.value?.url
    // Something else of it may have changed: its key.
    if (isSame) current.value = wanted
    else await enter(wanted)
  }

  /** Goes to another space; the one before is left in good order. */
  async function choose(id: string): Promise<void> {
    if (!spaces.value.some((space) => space.id === id)) spaces.value = (await known?.list()) ?? []
    const wanted = spaces.value.find((space) => space.id === id)
    if (wanted && wanted.id !== current.value?.id) await enter(wanted)
  }

  async function enter(space: KnownSpace | null): Promise<void> {
    turn += 1
    const own = turn
    leave()
    current.value = space
    if (!space || !opener) return
    keepCurrent(space.id)
    const opened = await opener(space)
    if (own !== turn) return void opened.close()
    follow(opened.account, account)
    kept.value = readWaiting(space.id)
    follow(opened.connection, connection, ({ phase }) => {
      if (phase === 'admission') kept.value = true
      else if (['online', 'signed-out', 'refused'].includes(phase)) kept.value = false
      keepWaiting(space.id, kept.value)
    })
    client.value = opened
    void ask()
  }

  function follow<T>(
    signal: Signal<T>,
    into: { value: T | null },
    changed: (value: T) => void = () => {},
  ): void {
    const take = () => {
      changed(signal.get())
      into.value = signal.get()
    }
    take()
    stops.push(signal.subscribe(take))
  }

  function leave(): void {
    stops.forEach((stop) => stop())
    stops = []
    void client.value?.close()
    client.value = null
    account.value = null
    connection.value = null
    kept.value = false
    info.value = null
    unreachable.value = false
  }

  /** Asks the space what it is called and whether it takes new people. */
  async function ask(): Promise<void> {
    const asked = client.value
    if (!asked) return
    try {
      const answer = await asked.space()
      if (client.value !== asked) return
      info.value = answer
      unreachable.value = false
    } catch {
      if (client.value === asked) unreachable.value = info.value === null
    }
  }

  async function signIn(credentials: { name: string; password: string }): Promise<void> {
    await client.value?.accounts.signIn(credentials.name, credentials.password)
    account.value = client.value?.account.get() ?? null
  }

  async function register({ name, password, invite }: Registration): Promise<void> {
    await client.value?.accounts.register(name, password, invite)
    account.value = client.value?.account.get() ?? null
  }

  async function startHost(): Promise<void> {
    await known?.startHost()
  }

  onScopeDispose(() => {
    stopListening()
    leave()
  })

  return {
    ...{ spaces, host, current, client, account, connection, info, unreachable },
    ...{ name, signedIn, ended, outside },
    ...{ start, choose, ask, signIn, register, startHost },
  }
})

function readCurrent(): string | null {
  return globalThis.localStorage?.getItem(CURRENT) ?? null
}

function keepCurrent(id: string): void {
  globalThis.localStorage?.setItem(CURRENT, id)
}

/** So that whoever comes back while they wait sees that at once, and not an empty space for a moment. */
function readWaiting(space: string): boolean {
  return globalThis.localStorage?.getItem(WAITING + space) != null
}

function keepWaiting(space: string, waits: boolean): void {
  if (waits) globalThis.localStorage?.setItem(WAITING + space, 'yes')
  else globalThis.localStorage?.removeItem(WAITING + space)
}
