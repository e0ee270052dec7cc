import * as z from 'zod/mini'

const ID = '[A-Za-z0-9_-]{1,32}'

/** 96 random bits in base64url (16 characters) as the server mints them; up to 32 are accepted. */
export const userId = z.string().check(z.regex(new RegExp(`^${ID}$`), 'is not an id'))
export type UserId = z.infer<typeof userId>

export const sessionId = z.string().check(z.regex(new RegExp(`^${ID}$`), 'is not an id'))
export type SessionId = z.infer<typeof sessionId>

export const inviteId = z.string().check(z.regex(new RegExp(`^${ID}$`), 'is not an id'))
export type InviteId = z.infer<typeof inviteId>

/**
 * A group's id is random. A direct conversation's id is made of its two people, `smaller.greater`
 * (`me.me` is a person's notes to themself), so that both sides name it alike without asking,
 * even offline, and it can never be created twice.
 */
export const conversationId = z
  .string()
  .check(z.regex(new RegExp(`^${ID}(\\.${ID})?$`), 'is not an id'))
export type ConversationId = z.infer<typeof conversationId>

/** Minted by the client for each write and kept until it is acknowledged; unique per author, for ever. */
export const idempotencyKey = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{8,36}$/, 'must be 8 to 36 characters of A-Z a-z 0-9 _ -'))
export type IdempotencyKey = z.infer<typeof idempotencyKey>

/** A database's random identity: positions of one epoch mean nothing in another. */
export const epoch = z.string().check(z.regex(new RegExp(`^${ID}$`), 'is not an epoch'))
export type Epoch = z.infer<typeof epoch>

/** Place of an event in its conversation: 1, 2, 3, no holes. 0 stands for "before the first". */
export const seq = z.int().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER))
export type Seq = z.infer<typeof seq>

/** Milliseconds since 1970 on the server's clock. For display only; order is `seq`. */
export const timestamp = z.int().check(z.minimum(0))
export type Timestamp = z.infer<typeof timestamp>

export function directConversation(a: UserId, b: UserId): ConversationId {
  return a < b ? `${a}.${b}` : `${b}.${a}`
}

/** The two people of a direct conversation (twice the same for notes to oneself); null for a group. */
export function directPeople(id: ConversationId): readonly [UserId, UserId] | null {
  const dot = id.indexOf('.')
  return dot < 0 ? null : [id.slice(0, dot), id.slice(dot + 1)]
}

/** The other person of a direct conversation as `me` sees it; null where `me` is not one of the two. */
export function directPeer(id: ConversationId, me: UserId): UserId | null {
  const people = directPeople(id)
  if (!people) return null
  if (people[0] === me) return people[1]
  return people[1] === me ? people[0] : null
}
