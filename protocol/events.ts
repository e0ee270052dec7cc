import * as z from 'zod/mini'
import { isEmoji } from './emoji.ts'
import { idempotencyKey, seq, timestamp, userId } from './ids.ts'
import { limits } from './limits.ts'
import { showsNothing } from './names.ts'

/**
 * Events as they are read. Whatever is read is in its present state: an edited message comes with its
 * newest text, a deleted one with `text: null`, and `rev` is the seq of the last event that changed it,
 * so folding an event that a message already contains (`seq <= rev`) changes nothing.
 */
const stored = z.object({
  seq,
  at: timestamp,
  author: userId,
  /** The author's idempotency key; absent on events that a write caused besides its first. */
  cid: z.optional(idempotencyKey),
  /** How many messages the log holds up to and with this event. */
  messages: z.int(),
})

export const reactions = z.record(z.string(), z.array(userId))
export type Reactions = z.infer<typeof reactions>

const message = z.extend(stored, {
  kind: z.literal('message'),
  text: z.nullable(z.string()),
  replyTo: z.optional(seq),
  editedAt: z.optional(timestamp),
  /** Who deleted it; `text` is null then. */
  deletedBy: z.optional(userId),
  reactions: z.optional(reactions),
  rev: z.optional(seq),
})
const roleName = z.enum(['owner', 'admin', 'member'])

export const knownEvent = z.discriminatedUnion('kind', [
  message,
  /** `text` is null once the message was deleted. */
  z.extend(stored, { kind: z.literal('edit'), target: seq, text: z.nullable(z.string()) }),
  z.extend(stored, { kind: z.literal('delete'), target: seq }),
  z.extend(stored, { kind: z.literal('react'), target: seq, emoji: z.string(), on: z.boolean() }),
  z.extend(stored, {
    kind: z.literal('create'),
    name: z.string(),
    purpose: z.string(),
    visibility: z.enum(['public', 'private']),
  }),
  /** `author` differs from `user` where someone added them. */
  z.extend(stored, { kind: z.literal('join'), user: userId, role: roleName }),
  /** `author` differs from `user` where someone removed them. */
  z.extend(stored, { kind: z.literal('leave'), user: userId }),
  z.extend(stored, { kind: z.literal('role'), user: userId, role: roleName }),
  z.extend(stored, { kind: z.literal('rename'), name: z.string() }),
  z.extend(stored, { kind: z.literal('describe'), purpose: z.string() }),
  z.extend(stored, { kind: z.literal('visibility'), visibility: z.enum(['public', 'private']) }),
  z.extend(stored, { kind: z.literal('archive') }),
  z.extend(stored, { kind: z.literal('restore') }),
])
export type Event = z.infer<typeof knownEvent>
export type EventKind = Event['kind']
export type EventOf<K extends EventKind> = Extract<Event, { kind: K }>
export type MessageEvent = EventOf<'message'>

const knownKinds = new Set<string>(
  knownEvent.def.options.flatMap((option) => option.shape.kind.def.values),
)

/** An event of a kind that this version does not know: it takes its place in the log and shows nothing. */
const unknownEvent = z.pipe(
  z
    .extend(stored, { kind: z.string() })
    .check(z.refine((value) => !knownKinds.has(value.kind), 'is malformed')),
  z.transform((value) => ({ ...value, kind: 'unknown' as const })),
)
export type UnknownEvent = z.infer<typeof unknownEvent>

/** What a reader of any version can take: the known kinds, and the rest as `unknown`. */
export const event = z.union([knownEvent, unknownEvent])
export type AnyEvent = z.infer<typeof event>

export const emoji = z
  .string()
  .check(z.minLength(1), z.maxLength(limits.emojiLength), z.refine(isEmoji, 'must be one emoji'))
export const messageText = z.string().check(
  z.maxLength(limits.textLength, `must be at most ${limits.textLength} characters`),
  z.refine((text) => !showsNothing(text), 'must not be empty'),
)
const target = seq.check(z.minimum(1))

/** What a member may write with `send`; the server adds seq, time and author. */
export const draftEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), text: messageText, replyTo: z.optional(target) }),
  z.object({ kind: z.literal('edit'), target, text: messageText }),
  z.object({ kind: z.literal('delete'), target }),
  z.object({ kind: z.literal('react'), target, emoji, on: z.boolean() }),
])
export type DraftEvent = z.infer<typeof draftEvent>
