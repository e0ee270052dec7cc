import {
  apiBase,
  check,
  closeCodes,
  decodeRequest,
  encodePush,
  encodeReply,
  errorCodes,
  Refused,
  routes,
  topics,
  UnreadableRequest,
  type ConversationId,
  type ErrorCode,
  type Request,
  type Route,
  type RouteName,
  type UserId,
} from '../../protocol/index.ts'
import type { BrokerMessage } from '../../server/broker/broker.ts'
import { LocalBroker } from '../../server/broker/local/local-broker.ts'
import type { Caller } from '../../server/domain/caller.ts'
import { createDomain } from '../../server/domain/create-domain.ts'
import { defaultSettings } from '../../server/domain/domain-settings.ts'
import type { Domain } from '../../server/domain/domain.ts'
import type { Ids } from '../../server/domain/ids.ts'
import { restHandlers } from '../../server/handlers/rest/rest-handlers.ts'
import { createHello } from '../../server/handlers/socket/hello.ts'
import { createSocketHandlers } from '../../server/handlers/socket/socket-handlers.ts'
import type { Metrics } from '../../server/observability/metrics.ts'
import { Announcements } from '../../server/realtime/announcements.ts'
import { CommitPublisher } from '../../server/realtime/commit-publisher.ts'
import { memoryData, type MemoryData } from '../../server/storage/memory/memory-data.ts'
import { openMemoryStorage } from '../../server/storage/memory/memory-storage.ts'
import type { Storage } from '../../server/storage/storage.ts'
import type { ManualClock } from './manual-clock.ts'
import { seededIds } from './seeded.ts'

/** Where the server's frames go: a push may be lost or late, a reply is not as long as the socket lasts. */
export type Outlet = {
  reply(frame: string): void
  push(frame: string): void
  close(code: number): void
}

export interface Inlet {
  receive(frame: string): void
  gone(): void
}

const HEARTBEAT = 30_000

/**
 * The real domain and handlers on memory storage, without sockets: what is delivered when, and what is
 * lost, is up to the test. Stopping and starting keeps what was stored, as a restart does.
 */
export class ModelServer {
  readonly clock: ManualClock
  readonly #ids: Ids
  data: MemoryData = memoryData()
  storage!: Storage
  #domain!: Domain
  #publisher!: CommitPublisher
  #broker!: LocalBroker
  #announcements!: Announcements
  #connections = new Set<ModelConnection>()
  running = false
  /** What to refuse a request with, instead of answering it. */
  refusing: (request: Request) => Refused | null = () => null

  constructor(clock: ManualClock, seed = 1) {
    this.clock = clock
    this.#ids = seededIds(seed)
    this.start()
  }

  start(): void {
    this.running = true
    this.storage = openMemoryStorage(this.data)
    this.#broker = new LocalBroker((error) => {
      throw error
    })
    this.#announcements = new Announcements(this.#broker, (ms, run) => this.clock.after(ms, run))
    const metrics = { counts: { commits: 0, eventsCommitted: 0 } } as unknown as Metrics
    this.#publisher = new CommitPublisher(this.#broker, metrics)
    this.storage.log.onCommitted((committed) => this.#publisher.publish(committed))
    this.#domain = this.#makeDomain()
    this.#broker.subscribe((message) => {
      for (const connection of [...this.#connections]) connection.hear(message)
    })
  }

  /** What people do, without a client. */
  get domain(): Domain {
    return this.#domain
  }

  #makeDomain(): Domain {
    return createDomain({
      storage: this.storage,
      announcer: this.#announcements,
      presence: { of: async () => new Map() },
      passwords: {
        hash: async (password) => `hash of ${password}`,
        matches: async (password, hash) => hash === `hash of ${password}`,
      },
      clock: this.clock,
      ids: this.#ids,
      logger: { info: () => {}, warn: () => {} },
      settings: {
        ...defaultSettings,
        space: { name: 'Model', version: '0', registration: 'anyone', fingerprint: null },
        writes: null,
        searches: null,
        registrations: null,
      },
    })
  }

  /** As if killed: what was committed stays, whoever waits hears nothing. */
  stop(): void {
    this.running = false
    const connections = [...this.#connections]
    this.#connections.clear()
    for (const connection of connections) connection.drop()
    void this.#broker.close()
  }

  /** Another database takes its place. */
  replace(data: MemoryData): void {
    this.stop()
    this.data = data
    this.start()
  }

  connect(outlet: Outlet): Inlet {
    const connection = new ModelConnection(this, outlet)
    this.#connections.add(connection)
    return {
      receive: (frame) => void connection.receive(frame),
      gone: () => this.#connections.delete(connection),
    }
  }

  /** Tells all but the one who types, as far as they hear that conversation. */
  tellTyping(except: unknown, conversation: ConversationId, user: UserId, on: boolean): void {
    const topic = topics.conversation(conversation)
    for (const connection of this.#connections)
      if (connection !== except && connection.hears(topic))
        connection.push(encodePush({ push: 'typing', topic, user, on }))
  }

  /** Tells profiles that changed at once instead of a second later. */
  tellProfiles(): void {
    this.#announcements.flush()
  }

  async rest(
    method: string,
    path: string,
    token: string | null,
    body: string | undefined,
  ): Promise<{ status: number; body: string }> {
    try {
      return { status: 200, body: JSON.stringify(await this.#answer(method, path, token, body)) }
    } catch (error) {
      const refused = error instanceof Refused ? error : new Refused('internal', String(error))
      const status = errorCodes[refused.code as ErrorCode]?.status ?? 500
      return { status, body: JSON.stringify({ error: refused.toRefusal() }) }
    }
  }

  async #answer(method: string, path: string, token: string | null, body: string | undefined) {
    const { pathname, searchParams } = new URL(path, 'http://model')
    const { name, params } = findRoute(method, pathname.slice(apiBase.length))
    const route: Route = routes[name]
    const handler = restHandlers(this.#domain)[name] as (request: object) => unknown
    const query = Object.fromEntries(searchParams)
    return handler({
      ...(route.params && { params: check(route.params, params) }),
      ...(route.query && { query: check(route.query, query) }),
      ...(route.body && { body: check(route.body, JSON.parse(body ?? '{}')) }),
      caller: route.auth === 'session' ? await this.#domain.accounts.authenticate(token!) : null,
      address: '127.0.0.1',
      bytes: new Uint8Array(),
    })
  }
}

/** The most specific route first: one without parameters. */
function findRoute(method: string, path: string) {
  const found = (Object.keys(routes) as RouteName[]).flatMap((name) => {
    const route: Route = routes[name]
    const names = [...route.path.matchAll(/:(\w+)/g)].map(([, part]) => part!)
    const match = new RegExp(`^${route.path.replace(/:\w+/g, '([^/]+)')}$`).exec(path)
    if (route.method !== method || !match) return []
    const params = Object.fromEntries(
      names.map((part, index) => [part, decodeURIComponent(match[index + 1]!)]),
    )
    return { name, params, specific: -names.length }
  })
  const [best] = found.sort((a, b) => b.specific - a.specific)
  if (!best) throw new Refused('not_found', `${method} ${path}`)
  return best
}

class ModelConnection {
  readonly #server: ModelServer
  readonly #domain: Domain
  readonly #clock: ManualClock
  readonly #outlet: Outlet
  #caller: Caller | null = null
  #topics = new Set<string>()
  #missed: BrokerMessage[] | null = null
  #dropped = false

  constructor(server: ModelServer, outlet: Outlet) {
    this.#server = server
    this.#domain = server.domain
    this.#clock = server.clock
    this.#outlet = outlet
  }

  hears(topic: string): boolean {
    return this.#topics.has(topic)
  }

  push(frame: string): void {
    this.#outlet.push(frame)
  }

  drop(): void {
    if (this.#dropped) return
    this.#dropped = true
    this.#outlet.close(1006)
  }

  async receive(frame: string): Promise<void> {
    let request: Request
    try {
      request = decodeRequest(frame)
    } catch (error) {
      if (!(error instanceof UnreadableRequest)) throw error
      return this.#outlet.close(closeCodes.malformedFrame)
    }
    try {
      const refused = this.#server.refusing(request)
      if (refused) throw refused
      const ok = await this.#handle(request)
      if (this.#dropped) return
      this.#outlet.reply(encodeReply({ re: request.id, ok: { ...ok } }))
      if (request.type === 'hello') this.#catchUp()
    } catch (error) {
      if (this.#dropped) return
      const refused = error instanceof Refused ? error : new Refused('internal', String(error))
      this.#outlet.reply(encodeReply({ re: request.id, error: refused.toRefusal() }))
      if (refused.code === 'unauthorised') this.#outlet.close(closeCodes.unauthorised)
    }
  }

  async #handle(request: Request): Promise<object> {
    if (request.type === 'hello') {
      this.#missed = []
      const now = () => this.#clock.now()
      const hello = createHello({ domain: this.#domain, now, heartbeat: HEARTBEAT })
      const caller = await hello.callerOf(request)
      if (caller.waiting) throw new Refused('waiting', 'not let in yet')
      const welcome = await hello.welcome(caller, request)
      this.#caller = caller
      this.#topics = new Set([
        topics.space,
        topics.user(caller.user),
        ...welcome.conversations.map(({ conversation }) => topics.conversation(conversation.id)),
      ])
      return welcome
    }
    const handlers = createSocketHandlers({
      domain: this.#domain,
      presence: { of: async () => new Map(), arrived() {}, moved() {}, left() {} },
      typing: {
        typing: ({ user }, _connection, conversation, on) =>
          this.#server.tellTyping(this, conversation, user, on),
      },
      now: () => this.#clock.now(),
    })
    const handler = handlers[request.type] as (request: object) => object | Promise<object>
    const connection = {
      id: 1,
      activity: 'online',
      hears: (id: ConversationId) => this.#topics.has(topics.conversation(id)),
      watch: () => {},
    }
    return handler({ fields: request, caller: this.#caller, connection })
  }

  #catchUp(): void {
    const missed = this.#missed ?? []
    this.#missed = null
    for (const message of missed) this.#deliver(message)
  }

  hear(message: BrokerMessage): void {
    if (this.#missed) this.#missed.push(message)
    else if (this.#caller) this.#deliver(message)
  }

  #deliver(message: BrokerMessage): void {
    const { user, session } = this.#caller!
    if (message.kind === 'events' || message.kind === 'frame') {
      if (message.topics.some((topic) => this.#topics.has(topic))) this.#outlet.push(message.frame)
    } else if (message.kind === 'follow' && message.user === user) {
      this.#topics.add(topics.conversation(message.conversation))
      void this.#introduce(message.conversation, user)
    } else if (message.kind === 'unfollow' && message.user === user) {
      this.#topics.delete(topics.conversation(message.conversation))
      const { conversation, reason } = message
      const push = { push: 'ended', topic: topics.user(user), conversation, reason } as const
      this.#outlet.push(encodePush(push))
    } else if (message.kind === 'end-sessions' && message.sessions.includes(session)) {
      this.#outlet.close(closeCodes.unauthorised)
    }
  }

  async #introduce(id: ConversationId, user: UserId): Promise<void> {
    const conversation = await this.#domain.conversations
      .one(this.#caller!, id)
      .catch(() => undefined)
    if (conversation)
      this.#outlet.push(encodePush({ push: 'began', topic: topics.user(user), conversation }))
  }
}
