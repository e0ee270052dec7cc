import type { User } from '../../../../../protocol/index.ts'
import type { Chat } from '../chat-context.ts'
import { useKnownPeople } from '../people/known-people.ts'
import { emojiData } from '../emoji/emoji-data.ts'
import { findEmoji } from '../emoji/find-emoji.ts'
import type { Completion, CompletionSource } from './use-completions.ts'

const MOST = 8
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

function matches(user: User, query: string): boolean {
  const wanted = fold(query)
  return [user.displayName, user.name].some((name) =>
    ` ${fold(name)}`
      .split(/(?=\s)/u)
      .some((_, at, words) => words.slice(at).join('').trimStart().startsWith(wanted)),
  )
}

function mention(user: User): Completion {
  const detail = user.name === user.displayName ? '' : user.name
  const { id, displayName: label } = user
  return { kind: 'mention', id, label, detail, insert: `@${label} `, user }
}

/** People of the conversation: those who wrote last at once, the others from the server. */
export function mentionSource(chat: Chat): CompletionSource {
  const known = useKnownPeople()

  function atHand(query: string): User[] {
    const ids = new Set<string>()
    const items = chat.timeline.value.items
    for (let index = items.length - 1; index >= 0 && ids.size < 50; index -= 1) {
      ids.add(items[index]!.event.author)
    }
    const { peer } = chat.view.value ?? {}
    if (peer) ids.add(peer)
    ids.delete(chat.me.value ?? '')
    return [...ids].flatMap((id) => known.user(id) ?? []).filter((user) => matches(user, query))
  }

  async function members(query: string): Promise<User[]> {
    if (!chat.isGroup) return []
    const { members: found } = await chat.space.groups.members(chat.id, { query })
    return found.map(({ profile }) => profile).filter(({ id }) => id !== chat.me.value)
  }

  return async (query) => {
    const near = atHand(query)
    const far = near.length < MOST ? await members(query).catch(() => []) : []
    const byId = new Map([...near, ...far].map((user) => [user.id, user]))
    return [...byId.values()].slice(0, MOST).map(mention)
  }
}

export const emojiSource: CompletionSource = async (query) =>
  findEmoji(await emojiData(), query, MOST).map(({ emoji, name }) => ({
    kind: 'emoji',
    id: name,
    label: `:${name}:`,
    detail: '',
    insert: `${emoji} `,
    emoji,
  }))
