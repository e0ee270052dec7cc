import { onTestFinished } from 'vitest'
import type { ConversationId, UserId } from '../../protocol/index.ts'
import { createMemoryCache } from '../cache/memory/memory-cache.ts'
import type { Cache } from '../cache/cache.ts'
import { openSpace, type OpenSpaceOptions } from '../open-space.ts'
import type { OpenConversation, SpaceClient, Timeline } from '../space-client.ts'
import { createMemoryTokenStore, type TokenStore } from '../token-store.ts'
import { FaultyNetwork, type Cable } from './faulty-network.ts'
import { Killable } from './killable.ts'
import { ManualClock } from './manual-clock.ts'
import { ModelServer } from './model-server.ts'
import { seeded } from './seeded.ts'

export type World = { clock: ManualClock; server: ModelServer; network: FaultyNetwork }

export function createWorld(seed = 1): World {
  const clock = new ManualClock()
  const server = new ModelServer(clock, seed)
  return { clock, server, network: new FaultyNetwork(clock, server, seed) }
}

export const URL = 'http://model.test:7777'
let seeds = 0

/** Somebody with a device, whose client can be closed, or killed, and opened again from its cache. */
export class Person {
  readonly name: string
  readonly world: World
  readonly cable: Cable
  readonly cache: Cache
  readonly tokenStore: TokenStore
  readonly #more: Partial<OpenSpaceOptions>
  readonly #random: () => number
  client!: SpaceClient
  #run = new Killable()

  constructor(name: string, world: World, more: Partial<OpenSpaceOptions> = {}) {
    this.name = name
    this.world = world
    this.#more = more
    this.cable = world.network.plug()
    this.cache = more.cache ?? createMemoryCache()
    this.tokenStore = more.tokenStore ?? createMemoryTokenStore()
    this.#random = seeded((seeds += 1))
  }

  /** How long this run of the client set timers for. */
  get waits(): number[] {
    return this.#run.waits
  }

  get id(): UserId {
    return this.client.account.get()!.user.id
  }

  async openClient(): Promise<void> {
    const run = (this.#run = new Killable())
    let opened = false
    const opening = openSpace({
      url: URL,
      cache: run.cache(this.cache),
      tokenStore: this.tokenStore,
      device: `${this.name}'s device`,
      clientInfo: { name: 'test', version: '0' },
      clock: run.clock(this.world.clock),
      random: (length) => Uint8Array.from({ length }, () => Math.floor(this.#random() * 256)),
      fetch: this.cable.fetch,
      WebSocket: this.cable.WebSocket,
      BroadcastChannel: null,
      locks: null,
      ...this.#more,
      ...(this.#more.cache && { cache: run.cache(this.#more.cache) }),
    }).then((client) => {
      this.client = client
      opened = true
    })
    await this.world.clock.until(() => opened)
    await opening
  }

  /** Time moves until the promise is settled. */
  async wait<T>(promise: Promise<T>): Promise<T> {
    let settled = false
    promise.then(
      () => (settled = true),
      () => (settled = true),
    )
    await this.world.clock.until(() => settled)
    return promise
  }

  async online(): Promise<void> {
    await this.world.clock.until(() => this.client.connection.get().phase === 'online')
  }

  /** As a closed window: everything is written. */
  async restart(): Promise<void> {
    await this.wait(this.client.close())
    await this.openClient()
  }

  /** As a crash or a power cut: only what was committed to the cache is there afterwards. */
  kill(): void {
    this.#run.kill()
    this.cable.abandon()
  }

  open(id: ConversationId): OpenConversation {
    return this.client.open(id)
  }
}

export async function register(
  name: string,
  world: World,
  more?: Partial<OpenSpaceOptions>,
): Promise<Person> {
  const person = new Person(name, world, more)
  await person.openClient()
  await person.wait(person.client.accounts.register(name, 'correct horse'))
  await person.online()
  onTestFinished(() => person.client.close())
  return person
}

/** What a timeline shows, in short. */
export function texts(timeline: Pick<Timeline, 'items'>): string[] {
  return timeline.items.map(({ event, state }) => {
    const mark = state === 'sent' ? '' : ` (${state})`
    return event.kind === 'message' ? `${event.text ?? 'deleted'}${mark}` : `[${event.kind}]`
  })
}
