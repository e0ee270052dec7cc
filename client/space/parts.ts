import type {
  AnyEvent,
  ConversationId,
  Push,
  RequestFields,
  Welcome,
} from '../../protocol/index.ts'
import { AccountKeeper } from '../accounts/account-keeper.ts'
import { CacheWriter } from '../cache/cache-writer.ts'
import type { CacheTrouble } from '../cache/cache.ts'
import { createCell, createDerived, sameFields, type Cell, type Derived } from '../cell.ts'
import { ConversationList } from '../conversations/conversation-list.ts'
import { Conversations } from '../conversations/conversations.ts'
import { Drafts } from '../conversations/drafts.ts'
import { GapRepair } from '../conversations/gap-repair.ts'
import { ReadMarkers } from '../conversations/read-markers.ts'
import { Typing } from '../conversations/typing.ts'
import { Connector } from '../link/connector.ts'
import { Outbox, type Ack, type Write } from '../outbox/outbox.ts'
import { Sender } from '../outbox/sender.ts'
import { PresenceWatch } from '../people/presence-watch.ts'
import { Profiles } from '../people/profiles.ts'
import { RestClient } from '../rest/rest-client.ts'
import { SendingTurn } from '../siblings/sending-turn.ts'
import { meetSiblings, type SiblingMessage, type Siblings } from '../siblings/siblings.ts'
import type { Connection } from '../space-client.ts'
import { Timelines } from '../timeline/timelines.ts'
import type { SpaceOptions } from './space-options.ts'

/** What a space is made of. */
export type Parts = {
  options: SpaceOptions
  /** Where the space is now. */
  address(): string
  writer: CacheWriter
  keeper: AccountKeeper
  rest: RestClient
  connector: Connector
  gaps: GapRepair
  conversations: Conversations
  outbox: Outbox
  sender: Sender
  drafts: Drafts
  typing: Typing
  readMarkers: ReadMarkers
  profiles: Profiles
  presence: PresenceWatch
  list: ConversationList
  timelines: Timelines
  turn: SendingTurn
  siblings: Siblings
  connection: Derived<Connection>
  cacheTrouble: Cell<CacheTrouble | null>
  replaced: Cell<boolean>
}

/** What the parts tell, and ask, whoever puts them together. */
export type Wiring = {
  hello(): RequestFields<'hello'> | null
  welcomed(welcome: Welcome): void
  pushed(push: Push): void
  lost(): void
  sessionEnded(token: string): void
  /** Another account or database: what the server has too is to be forgotten. */
  forget(): void
  sync(ids: readonly ConversationId[]): Promise<void>
  applied(id: ConversationId, event: AnyEvent, live: boolean): void
  surfaced(id: ConversationId, message: AnyEvent): void
  stored(id: ConversationId, event: AnyEvent): void
  changed(id: ConversationId): void
  acknowledged(write: Write, ack: Ack): void
  refused(write: Write): void
  /** Rows of this conversation were made anew. */
  shown(id: ConversationId): void
  heard(message: SiblingMessage): void
  address(): string
  /** Whether the server has said which conversations there are. */
  settled(): boolean
  clockOffset(): number
}

export function createParts(options: SpaceOptions, wiring: Wiring): Parts {
  const { cache, clock, log, random } = options
  const cacheTrouble = createCell<CacheTrouble | null>(null)
  const replaced = createCell(false)
  const me = () => keeper.user
  const online = () => connector.online
  const { address, changed } = wiring

  const writer = new CacheWriter({
    cache,
    clock,
    log,
    onTrouble: (trouble) => cacheTrouble.set(trouble),
    onOutboxWritten: () => siblings.tell({ type: 'outbox' }),
  })
  const keeper = new AccountKeeper({
    tokenStore: options.tokenStore,
    writer,
    forget: () => wiring.forget(),
  })
  const rest = new RestClient({
    ...options,
    address,
    token: () => keeper.token,
    unauthorised: (token) => wiring.sessionEnded(token),
  })
  const connector: Connector = new Connector({
    ...options,
    ...wiring,
    changed: () => connection.invalidate(),
  })
  const gaps = new GapRepair({ clock, sync: (ids) => wiring.sync(ids) })
  const conversations = new Conversations({
    me,
    writer,
    gaps,
    watcher: { ...wiring, reset: (id) => timelines.reset(id) },
  })
  const outbox = new Outbox({ ...wiring, me, writer, clock, random })
  const sender = new Sender({
    ...wiring,
    outbox,
    clock,
    random,
    maySend: () => online() && turn.mine,
    stored: () => writer.flush(),
    send: ({ conversation, cid, event }) => connector.request('send', { conversation, cid, event }),
    changed: () => connection.invalidate(),
  })
  const drafts = new Drafts({
    me,
    writer,
    tell: (conversation, draft) => siblings.tell({ type: 'draft', conversation, draft }),
    changed,
  })
  const typing = new Typing({
    clock,
    tell: (conversation, on) =>
      void connector.request('typing', { conversation, on }).catch(() => {}),
    changed: (id) => list.changed(id),
  })
  const readMarkers = new ReadMarkers({
    clock,
    online,
    tell: (conversation, seq) => connector.request('read', { conversation, seq }),
    told: (id, { read, readMessages }) => conversations.read(id, read, readMessages),
  })
  const profiles = new Profiles({
    clock,
    writer,
    online,
    fetch: async (ids) => (await rest.call('users', { query: { ids: ids.join(',') } })).users,
    reached: (revision) => keeper.directoryReached(revision),
  })
  const presence = new PresenceWatch({
    clock,
    online,
    watch: async (users) => (await connector.request('watch', { users })).presence,
  })
  const list = new ConversationList({ me, conversations, outbox, drafts, typing })
  const timelines = new Timelines((id) => ({
    id,
    me,
    writer,
    clock,
    conversation: () => conversations.mine(id),
    settled: () => wiring.settled(),
    writes: () => outbox.of(id),
    page: (query) => rest.call('events', { params: { conversation: id }, query }),
    shown: () => wiring.shown(id),
  }))
  const turn = new SendingTurn({
    shared: cache.shared,
    locks: options.locks,
    clock,
    granted: () => sender.kick(),
    waiting: () => outbox.unsent > 0,
  })
  const siblings = meetSiblings(cache.shared, options.BroadcastChannel, (message) =>
    wiring.heard(message),
  )
  const connection = createDerived<Connection>((last) =>
    sameFields(last, {
      ...connector.state,
      unsent: outbox.unsent,
      trouble: outbox.unsent > 0 ? sender.trouble : null,
    }),
  )
  return {
    options,
    address,
    writer,
    keeper,
    rest,
    connector,
    gaps,
    conversations,
    outbox,
    sender,
    drafts,
    typing,
    readMarkers,
    profiles,
    presence,
    list,
    timelines,
    turn,
    siblings,
    connection,
    cacheTrouble,
    replaced,
  }
}
