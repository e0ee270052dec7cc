import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { SpaceInfo } from '../../../../protocol/rest.ts'
import type { HostState, KnownSpace } from '../../../../shared/ipc/schemas.ts'
import type { KnownSpaces } from './known-spaces.ts'
import { createOpenSpaces, MOST_OPEN, type OpenSpaces, type SpaceOpener } from './open-spaces.ts'
import { keepWaiting, readWaiting } from './waiting-people.ts'

const CURRENT = 'parley.space'

/** `invite`: what an invite’s link holds, or what its words were exchanged for. */
type Registration = { name: string; password: string; invite?: string | undefined }

export type SessionOptions = {
  known: KnownSpaces
  open: SpaceOpener
  /** Resolves when there is time for the spaces that are not on screen. */
  whenFree?: () => Promise<void>
}

/**
 * Which space is on screen, who is signed in there, and how it is connected. The others in which somebody
 * is signed in stay connected behind it: they send what waits, and count what is unread.
 */
export const useSessionStore = defineStore('session', () => {
  const spaces = shallowRef<readonly KnownSpace[]>([])
  const host = shallowRef<HostState | null>(null)
  const current = shallowRef<KnownSpace | null>(null)
  /** What the space says of itself; null until it has answered. */
  const info = shallowRef<SpaceInfo | null>(null)
  const unreachable = ref(false)
  const opened = shallowRef<OpenSpaces | null>(null)
  /** The one on screen, once it is open. */
  const shown = shallowRef<string | null>(null)

  let known: KnownSpaces | null = null
  let whenFree = (): Promise<void> => Promise.resolve()
  let stopListening = (): void => {}
  let turn = 0
  /** Resolves once the space on screen is open: a form may be filled in sooner. */
  let entered: Promise<void> = Promise.resolve()
  /** Where it was looked whether somebody is signed in. */
  const lookedAt = new Set<string>()

  /** Those that are connected, in the order of the list. */
  const open = computed(() => spaces.value.flatMap(({ id }) => opened.value?.all.get(id) ?? []))
  const here = computed(() =>
    shown.value === null ? null : (opened.value?.all.get(shown.value) ?? null),
  )
  const client = computed(() => here.value?.client ?? null)
  const account = computed(() => here.value?.account ?? null)
  const connection = computed(() => here.value?.connection ?? null)
  const unread = computed(() =>
    open.value.reduce((sum, { account: who, unread: its }) => sum + (who ? its : 0), 0),
  )

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
  async function start(options: SessionOptions): Promise<void> {
    known = options.known
    whenFree = options.whenFree ?? whenFree
    opened.value = createOpenSpaces(options.open)
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
    for (const { id, url } of list) opened.value?.all.get(id)?.client.moveTo(url)
    const same = list.find(({ id }) => id === (current.value?.id ?? readCurrent()))
    const wanted = same ?? list[0] ?? null
    // Something else of it may have changed: its key, its address.
    if (wanted?.id === current.value?.id) {
      const hasMoved = wanted?.url !== current.value?.url
      current.value = wanted
      if (hasMoved) void ask()
    } else await enter(wanted)
    void whenFree().then(openOthers)
  }

  /** Goes to another space. The one before stays connected while somebody is signed in there. */
  async function choose(id: string): Promise<void> {
    if (!spaces.value.some((space) => space.id === id)) spaces.value = (await known?.list()) ?? []
    const wanted = spaces.value.find((space) => space.id === id)
    if (wanted && wanted.id !== current.value?.id) await enter(wanted)
  }

  function enter(space: KnownSpace | null): Promise<void> {
    entered = show(space)
    return entered
  }

  async function show(space: KnownSpace | null): Promise<void> {
    turn += 1
    const own = turn
    current.value = space
    shown.value = null
    kept.value = false
    info.value = null
    unreachable.value = false
    if (space && opened.value) {
      keepCurrent(space.id)
      if (!opened.value.all.has(space.id)) await opened.value.open(space)
      if (own === turn) {
        kept.value = readWaiting(space.id)
        shown.value = space.id
        void ask()
      }
    }
    tidy()
  }

  /** Connects those behind the one on screen in which somebody is signed in. */
  async function openOthers(): Promise<void> {
    for (const space of spaces.value) {
      if (!opened.value || opened.value.all.size >= MOST_OPEN) return
      if (lookedAt.has(space.id) || opened.value.all.has(space.id)) continue
      lookedAt.add(space.id)
      await opened.value.open(space).catch(() => {})
      tidy()
    }
  }

  /** Nobody is at home in the others, or they are known no more. */
  function tidy(): void {
    const left = new Set(spaces.value.map(({ id }) => id))
    for (const { account: who, id } of [...(opened.value?.all.values() ?? [])]) {
      if (id === current.value?.id && left.has(id)) continue
      if (!left.has(id) || who === null) void opened.value?.close(id)
    }
    const idle = open.value.filter(
      ({ connection: its, id }) => id !== current.value?.id && its.unsent === 0,
    )
    for (const { id } of idle.slice(MOST_OPEN - 1)) void opened.value?.close(id)
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
      keepName(answer.name)
    } catch {
      if (client.value === asked) unreachable.value = info.value === null
    }
  }

  /** What a space that was joined is called also while another one is on screen. */
  function keepName(name: string): void {
    const space = current.value
    if (space && !space.hosted && space.name !== name) known?.rename(space.id, name)
  }

  async function signIn(credentials: { name: string; password: string }): Promise<void> {
    await entered
    await client.value?.accounts.signIn(credentials.name, credentials.password)
    here.value?.look()
  }

  async function register({ name, password, invite }: Registration): Promise<void> {
    await entered
    await client.value?.accounts.register(name, password, invite)
    here.value?.look()
  }

  /**
   * Signs out of a space and takes it out of the app, with all that is kept of it and what was not sent. The
   * own one is not forgotten: it is somebody's home.
   */
  async function forget(id: string): Promise<void> {
    const space = spaces.value.find((one) => one.id === id)
    if (!space || space.hosted || !opened.value) return
    const { client: its } = await opened.value.open(space)
    if (its.account.get()) await its.accounts.signOut()
    await opened.value.close(id)
    await known?.forget(id)
  }

  /** Those that do not answer where they are thought to be. */
  const away = computed(() =>
    open.value
      .filter(({ connection: { phase }, id }) => {
        const isAsked = id === current.value?.id && unreachable.value
        return isAsked || phase === 'waiting' || phase === 'retrying'
      })
      .map(({ id }) => id),
  )
  watch(away, (now, before) => {
    for (const id of now) if (!before.includes(id)) known?.seek(id, true)
    for (const id of before) if (!now.includes(id)) known?.seek(id, false)
  })
  watch(
    [shown, () => connection.value?.phase],
    ([at, phase], [before]) => {
      if (at === null || phase === undefined) return
      if (phase === 'admission') kept.value = true
      else if (['online', 'signed-out', 'refused'].includes(phase)) kept.value = false
      keepWaiting(at, kept.value)
      // A server that was away may call itself something else; one just entered is being asked already.
      if (at === before && ['online', 'admission'].includes(phase)) void ask()
    },
    { flush: 'sync' },
  )
  onScopeDispose(() => {
    stopListening()
    for (const id of [...(opened.value?.all.keys() ?? [])]) void opened.value?.close(id)
  })

  return {
    ...{ spaces, host, current, client, account, connection, info, unreachable, open, unread },
    ...{ name, signedIn, ended, outside },
    ...{ start, choose, ask, signIn, register, forget },
  }
})

function readCurrent(): string | null {
  return globalThis.localStorage?.getItem(CURRENT) ?? null
}

function keepCurrent(id: string): void {
  globalThis.localStorage?.setItem(CURRENT, id)
}
