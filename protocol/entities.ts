import * as z from 'zod/mini'
import { conversationId, inviteId, sessionId, seq, timestamp, userId } from './ids.ts'
import { limits } from './limits.ts'
import { nameProblem, normaliseName } from './names.ts'
import { event } from './events.ts'

const PROBLEMS = {
  empty: 'must not be empty',
  invisible: 'holds invisible or control characters',
  too_long: 'is too long',
} as const

function visibleName(maxLength: number) {
  return z.string().check(
    z.maxLength(maxLength * 4, `must be at most ${maxLength} characters`),
    z.superRefine((value, context) => {
      const problem = nameProblem(value, maxLength)
      if (!problem) return
      const message =
        problem === 'too_long' ? `must be at most ${maxLength} characters` : PROBLEMS[problem]
      const limit = problem === 'too_long' ? { limit: maxLength } : {}
      context.addIssue({ code: 'custom', message, params: { problem, ...limit } })
    }),
    z.overwrite(normaliseName),
  )
}

/** The name a person registers and signs in with; unique by `foldName`. */
export const userName = visibleName(limits.nameLength)
export const displayName = visibleName(limits.displayNameLength)
export const groupName = visibleName(limits.groupNameLength)
export const purpose = z.string().check(z.trim(), z.maxLength(limits.purposeLength))
export const password = z
  .string()
  .check(z.minLength(limits.passwordMin), z.maxLength(limits.passwordMax))
export const colour = z.int().check(z.minimum(0), z.maximum(limits.colours - 1))
export const role = z.enum(['owner', 'admin', 'member'])
export type Role = z.infer<typeof role>
export const visibility = z.enum(['public', 'private'])
export type Visibility = z.infer<typeof visibility>

export const user = z.object({
  id: userId,
  name: z.string(),
  displayName: z.string(),
  /** Index into the palette; null for the one computed from the id. */
  colour: z.nullable(z.int()),
  /** Key of the picture, fetched from `/api/v1/pictures/{key}`; a changed picture has another key. */
  picture: z.nullable(z.string()),
  createdAt: timestamp,
  /** Decides who comes in; absent for everybody else. */
  administrator: z.optional(z.boolean()),
  /** Is no more of the space; what they wrote stays. */
  removed: z.optional(z.boolean()),
})
export type User = z.infer<typeof user>

export const presenceState = z.enum(['online', 'away', 'offline'])
export type PresenceState = z.infer<typeof presenceState>
export const presence = z.object({
  state: presenceState,
  /** Since when; for `offline` when the person was last seen. Null where they never connected. */
  since: z.nullable(timestamp),
})
export type Presence = z.infer<typeof presence>

/** A signed-in device. */
export const session = z.object({
  id: sessionId,
  device: z.string(),
  createdAt: timestamp,
  lastSeenAt: timestamp,
  /** The one that asks. */
  current: z.boolean(),
})
export type Session = z.infer<typeof session>

/** A group as anyone who may see it sees it. */
export const group = z.object({
  id: conversationId,
  name: z.string(),
  purpose: z.string(),
  visibility,
  archivedAt: z.nullable(timestamp),
  createdAt: timestamp,
  memberCount: z.int(),
  /** One's own role; null for an outsider. */
  role: z.nullable(role),
})
export type Group = z.infer<typeof group>

export const member = z.object({ user: userId, role, joinedAt: timestamp })
export type Member = z.infer<typeof member>

/** A conversation as one of its members sees it: all that a conversation list shows. */
export const conversation = z.object({
  id: conversationId,
  kind: z.enum(['direct', 'group']),
  /** The group; null for a direct conversation, whose people are in its id. */
  group: z.nullable(group),
  /** Seq of the newest event, and how many messages the log holds up to it. */
  head: seq,
  headMessages: z.int(),
  /** The person's read marker, and how many messages the log holds up to it. Unread is the difference. */
  read: seq,
  readMessages: z.int(),
  /** In a direct conversation how far the other person has read; else null. */
  peerRead: z.nullable(seq),
  /** Newest message, for the list's last line; null where there is none. */
  last: z.nullable(event),
  /** When the newest event happened, or the person joined: what the list is sorted by. */
  activeAt: timestamp,
})
export type Conversation = z.infer<typeof conversation>

/**
 * Who may register: anyone who reaches the space, whoever has an invite, anyone whom an administrator then
 * lets in, or nobody.
 */
export const registration = z.enum(['anyone', 'invite', 'approval', 'closed'])
export type Registration = z.infer<typeof registration>

/** 128 random bits: what an invite link holds. */
export const inviteSecret = z.string().check(z.regex(/^[A-Za-z0-9_-]{22,43}$/, 'is not an invite'))

export const invite = z.object({
  id: inviteId,
  /** What it is for, in the words of who made it. */
  note: z.string(),
  /** Null for one made on the server's own machine. */
  createdBy: z.nullable(userId),
  createdAt: timestamp,
  expiresAt: z.nullable(timestamp),
  uses: z.int(),
  /** Null for as often as one likes. */
  maxUses: z.nullable(z.int()),
  revokedAt: z.nullable(timestamp),
  /** How long its words are good for; null where it has none any more. */
  wordsUntil: z.nullable(timestamp),
})
export type Invite = z.infer<typeof invite>
