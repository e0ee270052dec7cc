import {
  directConversation,
  directPeople,
  type ConversationId,
  type UserId,
} from '../../protocol/index.ts'
import type { CacheWriter } from '../cache/cache-writer.ts'
import { EMPTY_DRAFT } from '../cache/cache.ts'
import { OTHER_SPACE } from './account-keeper.ts'

/**
 * Hands what a person left unsent over to who they are at the server that took the old one's place, so
 * that they can still read, copy or send it. Nothing of it goes out by itself: it was meant for another.
 */
export async function inheritUnsent(writer: CacheWriter, from: UserId, to: UserId): Promise<void> {
  const { outbox, drafts } = await writer.read((cache) => cache.unsent(), {
    outbox: [],
    drafts: [],
  })
  for (const item of outbox)
    if (item.account === from)
      writer.outboxItem({
        ...item,
        account: to,
        conversation: renamed(item.conversation, from, to),
        state: 'failed',
        tried: false,
        problem: OTHER_SPACE,
      })
  for (const { account, conversation, draft } of drafts) {
    if (account !== from) continue
    writer.draft({ account: from, conversation, draft: EMPTY_DRAFT })
    writer.draft({ account: to, conversation: renamed(conversation, from, to), draft })
  }
  await writer.flush()
}

function renamed(id: ConversationId, from: UserId, to: UserId): ConversationId {
  const people = directPeople(id)
  if (!people) return id
  const [a, b] = people.map((user) => (user === from ? to : user))
  return directConversation(a!, b!)
}
