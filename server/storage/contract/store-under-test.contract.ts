import { expect, onTestFinished } from 'vitest'
import type { ConversationId, Event, Role, Seq, UserId } from '../../../protocol/index.ts'
import type { Appended, Committed, NewEvent, Requirement, Storage, Write } from '../storage.ts'

/** A store of an implementation, empty when it is made. */
export type TestedStore = {
  storage: Storage
  /** Closes the store, if it is open, and opens it again. */
  reopen(): Promise<Storage>
  /** Where the implementation can copy itself: a new file's name, and the way to open such a copy. */
  backups?: { newFile(): string; open(file: string): Promise<Storage> }
}
export type OpenStore = () => Promise<TestedStore>

/** Clock of the tests: each write is a second later. */
let clock = 1_700_000_000_000
export function now(): number {
  return (clock += 1000)
}

let keys = 0
export function newCid(): string {
  return `cid-${String((keys += 1)).padStart(8, '0')}`
}

/** A space with the verbs of its people. */
export class TestedSpace {
  readonly store: TestedStore
  readonly heard: Committed[][] = []

  constructor(store: TestedStore) {
    this.store = store
    this.#listen()
  }

  static async open(openStore: OpenStore): Promise<TestedSpace> {
    const space = new TestedSpace(await openStore())
    onTestFinished(() => space.storage.upkeep.close())
    return space
  }

  get storage(): Storage {
    return this.store.storage
  }

  #listen(): void {
    this.storage.log.onCommitted((committed) => this.heard.push([...committed]))
  }

  async reopen(): Promise<void> {
    this.store.storage = await this.store.reopen()
    this.#listen()
  }

  write(author: UserId, conversation: ConversationId, ...events: NewEvent[]): Write {
    return { conversation, author, cid: newCid(), at: now(), events }
  }

  append(write: Write): Promise<Appended> {
    return this.storage.log.append(write)
  }

  /** Appends, which must not be refused. */
  async put(author: UserId, conversation: ConversationId, ...events: NewEvent[]): Promise<Event[]> {
    return accepted(await this.append(this.write(author, conversation, ...events)))
  }

  async say(author: UserId, conversation: ConversationId, text: string): Promise<Event> {
    return (await this.put(author, conversation, { kind: 'message', text }))[0]!
  }

  /** What a write with this requirement comes to, and nothing stored where it is refused. */
  async tried(
    require: Requirement,
    write: Write,
  ): Promise<'stored' | Extract<Appended, { refused: string }>['refused']> {
    const before = await this.log(write.conversation)
    const appended = await this.append({ ...write, require })
    if (appended.refused === undefined) return 'stored'
    expect(await this.log(write.conversation)).toEqual(before)
    return appended.refused
  }

  async direct(a: UserId, b: UserId, text = 'hello'): Promise<ConversationId> {
    const people = a < b ? ([a, b] as const) : ([b, a] as const)
    const write = this.write(a, people.join('.'), { kind: 'message', text })
    accepted(await this.append({ ...write, create: { kind: 'direct', people } }))
    return people.join('.')
  }

  async group(
    id: ConversationId,
    owner: UserId,
    members: readonly UserId[] = [],
    facts: { name?: string; purpose?: string; visibility?: 'public' | 'private' } = {},
  ): Promise<ConversationId> {
    const { name = id, purpose = '', visibility = 'public' } = facts
    const write = this.write(
      owner,
      id,
      { kind: 'create', name, purpose, visibility },
      join(owner, 'owner'),
      ...members.map((member) => join(member)),
    )
    accepted(await this.append({ ...write, create: { kind: 'group' } }))
    return id
  }

  /** A whole log, read page by page. */
  async log(conversation: ConversationId): Promise<Event[]> {
    const events: Event[] = []
    for (;;) {
      const after: Seq = events.length
      const page = await this.storage.log.page(conversation, { limit: 1000, after })
      events.push(...page.events)
      if (page.events.length === 0) return events
    }
  }

  async register(id: UserId, displayName = id, name = displayName): Promise<void> {
    const person = { id, name, foldedName: name.toLowerCase(), displayName }
    const created = await this.storage.people.create({
      ...person,
      passwordHash: `hash of ${id}`,
      createdAt: now(),
    })
    expect(created).not.toBeNull()
  }

  async found(
    user: UserId,
    query: string,
    conversation?: ConversationId,
  ): Promise<(string | null)[]> {
    const options = { limit: 100, ...(conversation && { conversation }) }
    const { items } = await this.storage.log.search(user, query, options)
    return items.map(({ event }) => (event.kind === 'message' ? event.text : null))
  }

  /** Unread messages of a person in a conversation. */
  async unread(user: UserId, conversation: ConversationId): Promise<number | null> {
    const seen = await this.storage.conversations.seenBy(conversation, user)
    return seen && seen.headMessages - seen.readMessages
  }
}

export function join(user: UserId, role: Role = 'member'): NewEvent {
  return { kind: 'join', user, role }
}

export function accepted(appended: Appended): Event[] {
  if (appended.refused !== undefined) throw new Error(`refused: ${appended.refused}`)
  return [...appended.events]
}

/** All items of a list, read in pages of `limit`, which must be full but for the last. */
export async function inPages<T>(
  limit: number,
  read: (options: { limit: number; cursor?: string }) => Promise<{
    items: T[]
    next: string | null
  }>,
): Promise<T[]> {
  const all: T[] = []
  let page = await read({ limit })
  for (;;) {
    all.push(...page.items)
    if (page.next === null) return all
    expect(page.items).toHaveLength(limit)
    expect(page.next.length).toBeLessThanOrEqual(200)
    page = await read({ limit, cursor: page.next })
  }
}
