import {
  createMemoryCache,
  createMemoryTokenStore,
  openIndexedDbCache,
  openSpace,
  type Cache,
  type OpenConversation,
  type SpaceClient,
} from '../../client/index.ts'
import { Killable } from '../../client/test/killable.ts'
import type { ConversationId, UserId } from '../../protocol/index.ts'
import type { Chance } from '../chance.ts'
import type { Cable } from '../proxy/cable.ts'
import { DeviceClock } from './device-clock.ts'

export type DeviceOptions = {
  name: string
  /** Who uses it: two devices may be one person's. */
  person: string
  cable: Cable
  chance: Chance
  cache: 'memory' | 'indexed-db'
}

/** A client as the app runs it, which can be closed or killed and opened again from what it had stored. */
export class Device {
  readonly name: string
  readonly person: string
  readonly cable: Cable
  readonly clock = new DeviceClock()
  readonly #options: DeviceOptions
  readonly #tokenStore = createMemoryTokenStore()
  readonly #opened = new Map<ConversationId, OpenConversation>()
  #memory: Cache | null = null
  #client: SpaceClient | null = null
  #run = new Killable()
  #ended = gate()

  constructor(options: DeviceOptions) {
    this.#options = options
    this.name = options.name
    this.person = options.person
    this.cable = options.cable
  }

  /** Resolves when this run is over: who waits for a promise of it may wait for ever. */
  get ended(): Promise<void> {
    return this.#ended.passed
  }

  /** Null while it is closed. */
  get client(): SpaceClient | null {
    return this.#client
  }

  get user(): UserId | null {
    return this.#client?.account.get()?.user.id ?? null
  }

  get unsent(): number {
    return this.#client?.connection.get().unsent ?? 0
  }

  get isOnline(): boolean {
    return this.#client?.connection.get().phase === 'online'
  }

  async token(): Promise<string> {
    return (await this.#tokenStore.get()) ?? ''
  }

  async open(): Promise<void> {
    const { cable, chance, name } = this.#options
    this.#ended = gate()
    const run = (this.#run = new Killable())
    this.#client = await openSpace({
      url: cable.url,
      cache: run.cache(await this.#cache()),
      tokenStore: this.#tokenStore,
      device: name,
      clientInfo: { name: 'fault lab', version: '0' },
      clock: run.clock(this.clock),
      random: (length) => chance.bytes(length),
      WebSocket: mortal(run),
      BroadcastChannel: null,
      locks: null,
    })
  }

  /** As a closed window: everything is written. */
  async close(): Promise<void> {
    const client = this.#client
    this.#forgetRun()
    // It is open to nobody from now on, but what was begun is written.
    await client?.close()
  }

  /** As a crash: only what was committed to the cache is there afterwards. */
  kill(): void {
    this.#run.kill()
    this.#forgetRun()
    this.cable.cut()
  }

  conversation(id: ConversationId): OpenConversation {
    const open = this.#opened.get(id) ?? this.#client!.open(id)
    this.#opened.set(id, open)
    return open
  }

  /** What is in its outbox, as it is stored. */
  async outbox(): Promise<Awaited<ReturnType<Cache['unsent']>>['outbox']> {
    return (await (await this.#cache()).unsent()).outbox
  }

  #forgetRun(): void {
    this.#client = null
    this.#opened.clear()
    this.#ended.open()
  }

  async #cache(): Promise<Cache> {
    if (this.#options.cache === 'indexed-db') return openIndexedDbCache(`lab ${this.name}`)
    return (this.#memory ??= createMemoryCache())
  }
}

function gate(): { passed: Promise<void>; open: () => void } {
  let open = () => {}
  const passed = new Promise<void>((resolve) => (open = resolve))
  return { passed, open }
}

/** Sockets of a run that was killed tell it nothing any more, and take nothing from it. */
function mortal(run: Killable): typeof WebSocket {
  return class extends WebSocket {
    override send(data: string): void {
      if (run.alive) super.send(data)
    }

    override set onmessage(take: ((frame: MessageEvent) => void) | null) {
      super.onmessage = take && ((frame) => run.alive && take(frame))
    }

    override set onclose(take: ((end: CloseEvent) => void) | null) {
      super.onclose = take && ((end) => run.alive && take(end))
    }
  } as unknown as typeof WebSocket
}
