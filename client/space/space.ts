import {
  directConversation,
  Refused,
  topicConversation,
  type AnyEvent,
  type ConversationId,
  type Push,
  type UserId,
  type Welcome,
} from '../../protocol/index.ts'
import { createAccountActions } from '../accounts/account-actions.ts'
import { createAdmissionActions } from '../admission/admission-actions.ts'
import type { CacheTrouble } from '../cache/cache.ts'
import { openConversation } from '../conversations/open-conversation.ts'
import { createGroupActions } from '../groups/group-actions.ts'
import { createPeople } from '../people/people-desk.ts'
import type { SiblingMessage } from '../siblings/siblings.ts'
import type { Signal } from '../signal.ts'
import type {
  Account,
  AccountActions,
  Admission,
  Connection,
  ConversationView,
  Groups,
  IncomingMessage,
  OpenConversation,
  People,
  SpaceClient,
  TimelineItem,
} from '../space-client.ts'
import { Comparing } from './comparing.ts'
import { createParts, type Parts, type Wiring } from './parts.ts'
import { SignIn } from './sign-in.ts'
import type { SpaceOptions } from './space-options.ts'
import { Writes } from './writes.ts'

/** One person's space: puts the parts together, and says who is told of what and in which order. */
export class Space implements SpaceClient {
  readonly account: Signal<Account | null>
  readonly connection: Signal<Connection>
  readonly conversations: Signal<readonly ConversationView[]>
  readonly unread: Signal<number>
  readonly cacheTrouble: Signal<CacheTrouble | null>
  readonly replaced: Signal<boolean>
  readonly accounts: AccountActions
  readonly people: People
  readonly groups: Groups
  readonly admission: Admission
  readonly #parts: Parts
  readonly #writes: Writes
  readonly #comparing: Comparing
  readonly #signIn: SignIn
  readonly #listeners = new Set<(message: IncomingMessage) => void>()
  readonly #stopNetwork: () => void
  #url: string
  #activity: 'online' | 'away' = 'online'
  #clockOffset = 0
  #settled = false

  constructor(options: SpaceOptions) {
    this.#url = options.url
    const parts = createParts(options, this.#wiring())
    this.#parts = parts
    this.#writes = new Writes(parts)
    this.#comparing = new Comparing(parts)
    this.#signIn = new SignIn(parts, () => this.#writes.pump())
    this.#stopNetwork = options.onNetwork(() => this.reconnectNow())
    this.account = parts.keeper.account
    this.connection = parts.connection
    this.conversations = parts.list.signal
    this.unread = parts.list.unread
    this.cacheTrouble = parts.cacheTrouble
    this.replaced = parts.replaced
    this.people = createPeople(parts)
    this.accounts = createAccountActions({
      rest: parts.rest,
      device: options.device,
      signedIn: (answer) => this.#signIn.signedIn(answer),
      signedOut: () => this.#signIn.signOut(),
      profile: (user) => {
        parts.keeper.profile(user)
        parts.profiles.learn([user])
        return user
      },
    })
    this.admission = createAdmissionActions({ rest: parts.rest, random: options.random })
    this.groups = createGroupActions({
      rest: parts.rest,
      random: options.random,
      began: (conversation) => parts.conversations.began(conversation),
      left: (id) => parts.conversations.end(id, 'left'),
      learnFrom: (asked, usersIn) => parts.profiles.learnFrom(asked, usersIn),
    })
  }

  get url(): string {
    return this.#url
  }

  #wiring(): Wiring {
    return {
      address: () => this.#url,
      hello: () => this.#hello(),
      welcomed: (welcome) => this.#welcomed(welcome),
      pushed: (push) => this.#pushed(push),
      lost: () => this.#lost(),
      sessionEnded: (token) => this.#signIn.sessionEnded(token),
      forget: () => this.#forget(),
      sync: (ids) => this.#comparing.sync(ids),
      applied: (id, event, live) => this.#applied(id, event, live),
      surfaced: (id, message) => this.#notify(id, message),
      stored: (id, event) => this.#writes.stored(id, event),
      changed: (id) => this.#writes.changed(id),
      acknowledged: (write, ack) => this.#writes.acknowledged(write, ack),
      refused: (write) => this.#writes.refused(write),
      shown: (id) => this.#writes.retire(id),
      heard: (message) => this.#heard(message),
      settled: () => this.#settled,
      clockOffset: () => this.#clockOffset,
    }
  }

  /** Shows what is cached, then connects. */
  start(): Promise<void> {
    return this.#signIn.start()
  }

  #hello() {
    const { conversations, keeper, options, profiles } = this.#parts
    const { token, meta } = keeper
    if (token === null) return null
    const directory = profiles.reached
    return {
      token,
      positions: conversations.positions(),
      ...(meta && { epoch: meta.epoch }),
      ...(directory !== null && { directory }),
      client: options.clientInfo,
    }
  }

  #welcomed(welcome: Welcome): void {
    const { keeper, options, presence, profiles, sender, timelines, turn } = this.#parts
    this.#clockOffset = welcome.now - options.clock.now()
    const arrival = keeper.welcomed(welcome)
    profiles.welcomed(welcome)
    this.#settled = true
    this.#comparing.resumed(welcome.conversations, { complete: true })
    void this.#signIn.arrived(arrival)
    timelines.retry()
    presence.connected()
    if (this.#activity === 'away') this.#tellActivity()
    this.#comparing.start()
    turn.want()
    sender.kick()
    this.#writes.pump()
  }

  #pushed(push: Push): void {
    const { conversations, keeper, presence, profiles, typing } = this.#parts
    switch (push.push) {
      case 'events': {
        const id = topicConversation(push.topic)
        if (id !== null) conversations.receive(id, push.events, true)
        break
      }
      case 'typing': {
        const id = topicConversation(push.topic)
        if (id !== null && push.user !== keeper.user) typing.pushed(id, push.user, push.on)
        break
      }
      case 'read':
        if (push.user === keeper.user)
          conversations.read(push.conversation, push.read, push.readMessages)
        else conversations.peerRead(push.conversation, push.read)
        break
      case 'began':
        conversations.began(push.conversation)
        break
      case 'ended':
        conversations.end(push.conversation, push.reason)
        break
      case 'presence':
        presence.pushed(push.user, push.presence)
        break
      case 'users':
        profiles.pushed(push.revision, push.users)
        for (const user of push.users) keeper.profile(user)
        break
    }
  }

  #lost(): void {
    const { presence, turn, typing } = this.#parts
    this.#comparing.stop()
    turn.release()
    presence.lost()
    typing.clear()
  }

  #forget(): void {
    this.#settled = false
    this.#signIn.forget()
  }

  #applied(id: ConversationId, event: AnyEvent, live: boolean): void {
    const { timelines, typing } = this.#parts
    timelines.applied(id, event)
    if (event.kind !== 'message') return
    typing.pushed(id, event.author, false)
    if (live) this.#notify(id, event)
  }

  #notify(id: ConversationId, message: AnyEvent): void {
    const { conversations, keeper, list } = this.#parts
    if (message.kind !== 'message' || message.text === null) return
    const read = conversations.get(id)?.conversation.read ?? 0
    const conversation = list.view(id)
    if (!conversation || message.author === keeper.user || message.seq <= read) return
    for (const listener of [...this.#listeners]) listener({ conversation, message })
  }

  #heard(message: SiblingMessage): void {
    const { drafts, outbox } = this.#parts
    switch (message.type) {
      case 'outbox':
        void outbox.reload().then(() => this.#writes.pump())
        break
      case 'acknowledged':
        this.#writes.acknowledgedElsewhere(message.cid, message.ack)
        break
      case 'draft':
        drafts.heard(message.conversation, message.draft)
        break
      case 'account':
        void this.#signIn.reload()
        break
    }
  }

  space() {
    return this.#parts.rest.call('space', {})
  }

  open(id: ConversationId): OpenConversation {
    const { keeper, timelines, writer } = this.#parts
    return openConversation({
      ...this.#parts,
      id,
      timeline: timelines.hold(id),
      signedIn: () => keeper.user !== null,
      stored: () => writer.flush(),
      pump: () => this.#writes.pump(),
      closed: () => timelines.release(id),
    })
  }

  prepare(id: ConversationId): Promise<readonly TimelineItem[]> {
    return this.#parts.timelines.prepare(id)
  }

  direct(user: UserId): ConversationId {
    const me = this.#parts.keeper.user
    if (me === null) throw new Refused('unauthorised', 'nobody is signed in')
    return directConversation(me, user)
  }

  search(
    query: string,
    options: { conversation?: ConversationId; cursor?: string; limit?: number } = {},
  ) {
    return this.#parts.rest.call('search', { query: { query, ...options } })
  }

  setActivity(state: 'online' | 'away'): void {
    if (state === this.#activity) return
    this.#activity = state
    this.#tellActivity()
  }

  #tellActivity(): void {
    const { connector } = this.#parts
    if (!connector.online) return
    void connector.request('activity', { state: this.#activity }).catch(() => {})
  }

  onMessage(listener: (message: IncomingMessage) => void): () => void {
    const own = (message: IncomingMessage) => listener(message)
    this.#listeners.add(own)
    return () => this.#listeners.delete(own)
  }

  reconnectNow(): void {
    this.#parts.connector.reconnectNow()
  }

  moveTo(url: string): void {
    if (url === this.#url) return
    this.#url = url
    this.#parts.connector.moved()
  }

  async close(): Promise<void> {
    const { connector, gaps, presence, profiles, readMarkers, sender, siblings, typing, writer } =
      this.#parts
    this.#stopNetwork()
    connector.stop()
    sender.stop()
    gaps.clear()
    readMarkers.clear()
    typing.clear()
    profiles.stop()
    presence.stop()
    await writer.close()
    siblings.close()
  }
}
