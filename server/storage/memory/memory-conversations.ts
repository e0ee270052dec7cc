import type {
  Conversation,
  ConversationId,
  Group,
  Member,
  UserId,
} from '../../../protocol/index.ts'
import { decodeNumberCursor, decodeTextCursor, encodeTextCursor } from '../cursor.ts'
import { foldText } from '../fold-text.ts'
import { roleRank } from '../members-order.ts'
import { nameMatches, nameWords } from '../name-words.ts'
import type { ConversationStore, ListOptions, Page, StoredGroup } from '../storage.ts'
import type { MemoryConversation, MemoryData, MemoryMember } from './memory-data.ts'
import { groupSeenBy, memberOf, seenBy, storedGroup } from './memory-view.ts'

export class MemoryConversations implements ConversationStore {
  readonly #data: MemoryData
  readonly #assertOpen: () => void

  constructor(data: MemoryData, assertOpen: () => void) {
    this.#data = data
    this.#assertOpen = assertOpen
  }

  #group(id: ConversationId): MemoryConversation | null {
    this.#assertOpen()
    const conversation = this.#data.conversations.get(id)
    return conversation && !conversation.people ? conversation : null
  }

  async group(id: ConversationId): Promise<StoredGroup | null> {
    const group = this.#group(id)
    return group && storedGroup(group)
  }

  async membership(id: ConversationId, user: UserId): Promise<Member | null> {
    this.#assertOpen()
    const member = this.#data.conversations.get(id)?.members.get(user)
    return member ? memberOf(user, member) : null
  }

  async members(id: ConversationId, options: ListOptions): Promise<Page<Member>> {
    this.#assertOpen()
    const all = [...(this.#data.conversations.get(id)?.members ?? [])]
    const after = decodeNumberCursor(options.cursor, 2)
    const rest = all
      .filter(([user]) => this.#isNamed(user, options.query))
      .sort(([one, a], [other, b]) => byRank(a, b) || (one < other ? -1 : 1))
      .filter(([, member]) => !after || isAfter(member, after))
    const page = rest.slice(0, options.limit)
    const last = page.at(-1)?.[1]
    return {
      items: page.map(([user, member]) => memberOf(user, member)),
      next: last && rest.length > page.length ? `${roleRank(last.role)}.${last.joinedSeq}` : null,
    }
  }

  #isNamed(user: UserId, query: string | undefined): boolean {
    if (!query) return true
    const person = this.#data.people.get(user)?.user
    return person !== undefined && nameMatches(nameWords(person.name, person.displayName), query)
  }

  async seenBy(id: ConversationId, user: UserId): Promise<Conversation | null> {
    this.#assertOpen()
    const conversation = this.#data.conversations.get(id)
    return conversation ? seenBy(conversation, user) : null
  }

  async visibleGroups(
    user: UserId,
    options: ListOptions & { archived: boolean },
  ): Promise<Page<Group>> {
    this.#assertOpen()
    const after = decodeTextCursor(options.cursor)
    const rest = [...this.#data.conversations.values()]
      .filter((group) => mayBeSeen(group, user) && (group.archivedAt !== null) === options.archived)
      .filter(({ name }) => !options.query || nameMatches(nameWords(name), options.query))
      .map((group) => ({ group, id: group.id, key: foldText(group.name) }))
      .sort((a, b) => compareText(a, b))
      .filter((item) => !after || compareText(item, after) > 0)
    const page = rest.slice(0, options.limit)
    const last = page.at(-1)
    return {
      items: page.map(({ group }) => groupSeenBy(group, user)),
      next: last && rest.length > page.length ? encodeTextCursor(last) : null,
    }
  }
}

function mayBeSeen({ people, visibility, members }: MemoryConversation, user: UserId): boolean {
  return !people && (visibility === 'public' || members.has(user))
}

function byRank(a: MemoryMember, b: MemoryMember): number {
  return roleRank(a.role) - roleRank(b.role) || a.joinedSeq - b.joinedSeq
}

function isAfter(member: MemoryMember, [rank = 0, joinedSeq = 0]: number[]): boolean {
  const own = roleRank(member.role)
  return own > rank || (own === rank && member.joinedSeq > joinedSeq)
}

export function compareText(
  a: { key: string; id: string },
  b: { key: string; id: string },
): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
