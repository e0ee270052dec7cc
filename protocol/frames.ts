import * as z from 'zod/mini'
import { conversation, presence, user } from './entities.ts'
import { refusal } from './errors.ts'
import { draftEvent, event } from './events.ts'
import { conversationId, epoch, idempotencyKey, seq, sessionId, timestamp, userId } from './ids.ts'
import { limits } from './limits.ts'

/** Last contiguous seq per conversation. */
export const positions = z.record(conversationId, seq).check(
  z.refine((value) => Object.keys(value).length <= limits.positions, {
    message: `must name at most ${limits.positions} conversations`,
  }),
)
export type Positions = z.infer<typeof positions>

/**
 * One conversation's answer to a position. `events` are all those after it, in order, without holes;
 * `tooFar` says that there are too many: drop the window, take `conversation.head` as position and load
 * pages as they are needed. Without a position for the conversation, there is neither.
 */
export const resumed = z.object({
  conversation,
  events: z.optional(z.array(event)),
  tooFar: z.optional(z.literal(true)),
})
export type Resumed = z.infer<typeof resumed>

export const welcome = z.object({
  epoch,
  /** The positions sent were of another epoch and were not used: forget everything cached. */
  epochChanged: z.boolean(),
  session: sessionId,
  user,
  now: timestamp,
  space: z.object({ name: z.string() }),
  /** Milliseconds: a client that heard nothing for so long asks with `ping`, and reconnects if unanswered. */
  heartbeat: z.int(),
  /** Every conversation that the person is a member of, resumed. One that is missing here has ended for them. */
  conversations: z.array(resumed),
  /** People who changed after the `directory` revision sent, oldest change first; `stale`: too many, fetch anew. */
  directory: z.object({ revision: z.int(), users: z.array(user), stale: z.boolean() }),
})
export type Welcome = z.infer<typeof welcome>

const hello = z.object({
  token: z.string().check(z.minLength(1), z.maxLength(200)),
  /** The epoch that the positions and the directory revision are of; absent on a first start. */
  epoch: z.optional(epoch),
  positions,
  directory: z.optional(z.int().check(z.minimum(0))),
  client: z.object({
    name: z.string().check(z.maxLength(40)),
    version: z.string().check(z.maxLength(40)),
  }),
})

/**
 * Requests by type: what the client sends beside `id` and `type`, and what `ok` of the reply holds.
 * The first request must be `hello`; each request gets exactly one reply.
 */
export const requests = {
  hello: { fields: hello, ok: welcome },
  /** Writes one event. Acknowledged once durable; a repeat of the same `cid` answers with the original. */
  send: {
    fields: z.object({ conversation: conversationId, cid: idempotencyKey, event: draftEvent }),
    ok: z.object({ seq, at: timestamp, messages: z.int() }),
  },
  /** Moves the read marker up to `seq`; never down. Answers with where it stands. */
  read: {
    fields: z.object({ conversation: conversationId, seq }),
    ok: z.object({ read: seq, readMessages: z.int() }),
  },
  /** Asks for what follows the given positions: for a gap, or to compare heads while idle. */
  sync: {
    fields: z.object({ positions }),
    ok: z.object({
      conversations: z.array(resumed),
      /** Of those asked for, the ones that the person is not a member of. */
      gone: z.array(conversationId),
    }),
  },
  /** Ephemeral. While typing it is repeated every 3 s; receivers forget it after 6 s. */
  typing: { fields: z.object({ conversation: conversationId, on: z.boolean() }), ok: z.object({}) },
  /** Whether the person is at this device. A person is online if any device is. */
  activity: { fields: z.object({ state: z.enum(['online', 'away']) }), ok: z.object({}) },
  /** Replaces the set of people whose presence this connection is told; answers with where they are now. */
  watch: {
    fields: z.object({ users: z.array(userId).check(z.maxLength(limits.watched)) }),
    ok: z.object({ presence: z.record(userId, presence) }),
  },
  ping: { fields: z.object({}), ok: z.object({ now: timestamp }) },
} as const

export type RequestType = keyof typeof requests
export type RequestFields<T extends RequestType> = z.infer<(typeof requests)[T]['fields']>
export type RequestOk<T extends RequestType> = z.infer<(typeof requests)[T]['ok']>

/** What the server checks of a request before it looks at its fields. */
export const requestHead = z.object({
  id: z.int().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER)),
  type: z.enum(Object.keys(requests) as [RequestType, ...RequestType[]]),
})
export type Request<T extends RequestType = RequestType> = T extends RequestType
  ? { id: number; type: T } & RequestFields<T>
  : never

export const reply = z.union([
  z.object({ re: z.int(), ok: z.record(z.string(), z.unknown()) }),
  /** `re` is null where the frame could not be read far enough to know its id. */
  z.object({ re: z.nullable(z.int()), error: refusal }),
])
export type Reply = z.infer<typeof reply>

/** Topics: `c/<conversation>`, `u/<user>` (all of a person's devices), `p/<user>` (presence), `space`. */
export const topic = z.string()

export const pushes = {
  /** All events of one conversation that one commit stored, in order. */
  events: z.object({ topic, events: z.array(event).check(z.minLength(1)) }),
  typing: z.object({ topic, user: userId, on: z.boolean() }),
  /** Read markers: one's own from another device, and the other person's in a direct conversation. */
  read: z.object({
    topic,
    conversation: conversationId,
    user: userId,
    read: seq,
    readMessages: z.int(),
  }),
  /** A conversation began for the person (created, joined, added, or first written to). */
  began: z.object({ topic, conversation }),
  /** It ended for them (left or removed): its events are no longer theirs to read. */
  ended: z.object({ topic, conversation: conversationId, reason: z.enum(['left', 'removed']) }),
  presence: z.object({ topic, user: userId, presence }),
  /** People who registered or changed their profile, coalesced. */
  users: z.object({ topic, revision: z.int(), users: z.array(user) }),
} as const

export type PushType = keyof typeof pushes
export type PushFields<T extends PushType> = z.infer<(typeof pushes)[T]>
export type Push<T extends PushType = PushType> = T extends PushType
  ? { push: T } & PushFields<T>
  : never

export const topics = {
  conversation: (id: string) => `c/${id}`,
  user: (id: string) => `u/${id}`,
  presence: (id: string) => `p/${id}`,
  space: 'space',
} as const

/** The conversation that a `c/` topic names; null for another kind of topic. */
export function topicConversation(name: string): string | null {
  return name.startsWith('c/') ? name.slice(2) : null
}
