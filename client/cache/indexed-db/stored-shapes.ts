import * as z from 'zod/mini'
import {
  conversation,
  conversationId,
  draftEvent,
  epoch,
  event,
  idempotencyKey,
  refusal,
  seq,
  sessionId,
  user,
  userId,
  type AnyEvent,
} from '../../../protocol/index.ts'

/** What each store holds; read back through these, as a disk may answer anything. */
export const storedMeta = z.object({
  epoch,
  user: userId,
  session: sessionId,
  directory: z.nullable(z.int()),
})

export const storedConversation = z.object({
  conversation,
  ended: z.nullable(z.enum(['left', 'removed'])),
})

export const storedOutboxItem = z.object({
  cid: idempotencyKey,
  account: userId,
  conversation: conversationId,
  order: z.number(),
  at: z.number(),
  event: draftEvent,
  state: z.enum(['waiting', 'failed']),
  tried: z._default(z.boolean(), true),
  problem: z.nullable(refusal),
})

export const storedDraft = z.object({
  account: userId,
  conversation: conversationId,
  draft: z.object({
    text: z.string(),
    replyTo: z.nullable(seq),
    editing: z.nullable(seq),
    aside: z.optional(z.string()),
  }),
})

export const storedUser = user

/** The values that are of the shape, and whether any was not. */
export function legible<T>(
  shape: z.ZodMiniType<T>,
  values: readonly unknown[],
): { values: T[]; damaged: boolean } {
  const read = values.map((value) => shape.safeParse(value))
  return {
    values: read.flatMap(({ data, success }) => (success ? [data] : [])),
    damaged: read.some(({ success }) => !success),
  }
}

/** The events that follow each other from one end: `up` from `first`, `down` from `last`. */
export function runUp(values: readonly unknown[], first: number): AnyEvent[] {
  const run: AnyEvent[] = []
  for (const value of values) {
    const read = event.safeParse(value)
    if (!read.success || read.data.seq !== first + run.length) break
    run.push(read.data)
  }
  return run
}

export function runDown(values: readonly unknown[], last: number): AnyEvent[] {
  const run: AnyEvent[] = []
  for (const value of [...values].reverse()) {
    const read = event.safeParse(value)
    if (!read.success || read.data.seq !== last - run.length) break
    run.push(read.data)
  }
  return run.reverse()
}
