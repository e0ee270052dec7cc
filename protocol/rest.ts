import * as z from 'zod/mini'
import {
  colour,
  conversation,
  displayName,
  group,
  groupName,
  invite,
  inviteSecret,
  member,
  password,
  presence,
  purpose,
  registration,
  role,
  session,
  user,
  userName,
  visibility,
} from './entities.ts'
import { event } from './events.ts'
import { fingerprint } from './fingerprint.ts'
import {
  conversationId,
  epoch,
  idempotencyKey,
  inviteId,
  seq,
  sessionId,
  timestamp,
  userId,
} from './ids.ts'
import { limits } from './limits.ts'
import { holdsControls } from './names.ts'

/**
 * A REST resource's method. Paths are below `/api/v1`; `:name` parts are `params`. Answers are JSON,
 * refusals `{ error: Refusal }` under the status of their code.
 */
export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  summary: string
  /** `session`: needs `Authorization: Bearer TOKEN`. */
  auth: 'none' | 'session'
  /** Also for those who wait to be let in; everything else is refused to them as `waiting`. */
  waitingToo?: true
  params?: z.ZodMiniObject
  query?: z.ZodMiniObject
  body?: z.ZodMiniObject
  response: z.ZodMiniType
  /** Answers carry an ETag and `If-None-Match` is honoured. */
  cached?: true
}

const device = z.string().check(
  z.trim(),
  z.minLength(1),
  z.maxLength(limits.deviceLength),
  z.refine((text) => !holdsControls(text), 'holds control characters'),
)
const cursor = z.string().check(z.maxLength(200))
const pageLimit = z._default(
  z.coerce.number().check(z.int(), z.minimum(1), z.maximum(limits.pageSize)),
  limits.pageSizeDefault,
)
const queryText = z.string().check(z.trim(), z.maxLength(limits.queryLength))
const seqParam = z.pipe(z.coerce.number(), seq)
const nothing = z.object({})

const signedIn = z.object({
  token: z.string(),
  epoch,
  user,
  session,
  /** An administrator has to let them in: until then everything is refused as `waiting`. */
  waiting: z.optional(z.boolean()),
})
const ofUser = z.object({ user: userId })
const ofGroup = z.object({ group: conversationId })
const ofMember = z.object({ group: conversationId, user: userId })
const ofConversation = z.object({ conversation: conversationId })
const onlyCid = z.object({ cid: idempotencyKey })

const nonce = z.string().check(z.regex(/^[A-Za-z0-9_-]{22,43}$/, 'is not a nonce'))
/** HMAC-SHA-256 in base64url. */
const proof = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/, 'is not a proof'))
const madeInvite = z.object({
  invite,
  secret: inviteSecret,
  words: z.nullable(z.string()),
  /** For the app, and for browsers; null where the server does not know how it is reached. */
  link: z.nullable(z.string()),
  webLink: z.nullable(z.string()),
})

export const directoryEntry = z.object({ user, presence })
export const searchHit = z.object({ conversation: conversationId, event })

function route<const R extends Route>(definition: R): R {
  return definition
}

export const routes = {
  space: route({
    method: 'GET',
    path: '/space',
    summary: 'What this space is and who may register',
    auth: 'none',
    response: z.object({
      name: z.string(),
      epoch,
      version: z.string(),
      protocols: z.array(z.string()),
      registration,
      /**
       * Of the certificate that the server shows beyond its machine. Null where it speaks no TLS itself,
       * or shows one for which an authority vouches; absent in older servers.
       */
      fingerprint: z.optional(z.nullable(fingerprint)),
    }),
    cached: true,
  }),

  updateSpace: route({
    method: 'PATCH',
    path: '/space',
    summary: 'Decide who may register (administrators)',
    auth: 'session',
    body: z.object({ registration }),
    response: nothing,
  }),

  invites: route({
    method: 'GET',
    path: '/invites',
    summary: 'Invites, newest first, also those that are over (administrators)',
    auth: 'session',
    response: z.object({ invites: z.array(invite) }),
  }),
  /** `secret`, `words` and links are told this once and stored nowhere. */
  createInvite: route({
    method: 'POST',
    path: '/invites',
    summary: 'Make an invite (administrators)',
    auth: 'session',
    body: z.object({
      note: z._default(z.string().check(z.trim(), z.maxLength(limits.inviteNoteLength)), ''),
      /** Null: as often as one likes. */
      uses: z._default(z.nullable(z.int().check(z.minimum(1), z.maximum(limits.inviteUses))), null),
      /** Null: until it is revoked. */
      days: z._default(z.nullable(z.int().check(z.minimum(1), z.maximum(limits.inviteDays))), null),
      /** Whether it is to have words too, which can be said aloud and are good for a day at most. */
      words: z._default(z.boolean(), false),
    }),
    response: madeInvite,
  }),
  revokeInvite: route({
    method: 'DELETE',
    path: '/invites/:invite',
    summary: 'Revoke an invite (administrators)',
    auth: 'session',
    params: z.object({ invite: inviteId }),
    response: nothing,
  }),

  waiting: route({
    method: 'GET',
    path: '/waiting',
    summary: 'People who wait to be let in, in the order of their coming (administrators)',
    auth: 'session',
    response: z.object({ people: z.array(z.object({ user, since: timestamp })) }),
  }),
  approve: route({
    method: 'POST',
    path: '/waiting/:user',
    summary: 'Let somebody in who waits (administrators)',
    auth: 'session',
    params: ofUser,
    body: nothing,
    response: z.object({ user }),
  }),
  refuse: route({
    method: 'DELETE',
    path: '/waiting/:user',
    summary: 'Refuse somebody who waits, and forget them (administrators)',
    auth: 'session',
    params: ofUser,
    response: nothing,
  }),

  administrators: route({
    method: 'GET',
    path: '/administrators',
    summary: 'Who administers the space',
    auth: 'session',
    response: z.object({ users: z.array(user) }),
  }),
  makeAdministrator: route({
    method: 'PUT',
    path: '/administrators/:user',
    summary: 'Make somebody an administrator (administrators)',
    auth: 'session',
    params: ofUser,
    body: nothing,
    response: z.object({ user }),
  }),
  dismissAdministrator: route({
    method: 'DELETE',
    path: '/administrators/:user',
    summary: 'Make an administrator a person like others, but for the last (administrators)',
    auth: 'session',
    params: ofUser,
    response: z.object({ user }),
  }),

  codeChallenge: route({
    method: 'POST',
    path: '/invite-codes',
    summary: 'Begin to prove that one knows an invite’s words',
    auth: 'none',
    body: nothing,
    response: z.object({ salt: z.string().check(z.minLength(8), z.maxLength(64)), nonce }),
  }),
  codeProof: route({
    method: 'POST',
    path: '/invite-codes/proof',
    summary: 'Prove it, and have the space prove that it knows them too',
    auth: 'none',
    body: z.object({ nonce, own: nonce, proof }),
    /** `invite` is good for registering, for ten minutes. */
    response: z.object({ proof, invite: inviteSecret }),
  }),

  register: route({
    method: 'POST',
    path: '/users',
    summary: 'Register and sign in',
    auth: 'none',
    body: z.object({ name: userName, password, device, invite: z.optional(inviteSecret) }),
    response: signedIn,
  }),
  signIn: route({
    method: 'POST',
    path: '/sessions',
    summary: 'Sign in with name and password',
    auth: 'none',
    body: z.object({
      name: z.string().check(z.minLength(1), z.maxLength(limits.nameLength * 4)),
      password: z.string().check(z.minLength(1), z.maxLength(limits.passwordMax)),
      device,
    }),
    response: signedIn,
  }),
  signOut: route({
    method: 'DELETE',
    path: '/sessions/current',
    summary: 'Sign this device out',
    auth: 'session',
    waitingToo: true,
    response: nothing,
  }),
  sessions: route({
    method: 'GET',
    path: '/sessions',
    summary: 'Devices that are signed in',
    auth: 'session',
    response: z.object({ sessions: z.array(session) }),
  }),
  revokeSession: route({
    method: 'DELETE',
    path: '/sessions/:session',
    summary: 'Sign a device out; its connections are closed',
    auth: 'session',
    params: z.object({ session: sessionId }),
    response: nothing,
  }),
  changePassword: route({
    method: 'PUT',
    path: '/me/password',
    summary: 'Change the password; every other device is signed out',
    auth: 'session',
    body: z.object({
      current: z.string().check(z.minLength(1), z.maxLength(limits.passwordMax)),
      next: password,
    }),
    response: nothing,
  }),

  me: route({
    method: 'GET',
    path: '/me',
    summary: 'Own profile',
    auth: 'session',
    response: z.object({ user }),
  }),
  updateMe: route({
    method: 'PATCH',
    path: '/me',
    summary: 'Change display name or colour',
    auth: 'session',
    body: z.object({
      displayName: z.optional(displayName),
      colour: z.optional(z.nullable(colour)),
    }),
    response: z.object({ user }),
  }),
  /** Body: the image itself (PNG, JPEG or WebP by its first bytes), at most `limits.pictureBytes`. */
  setPicture: route({
    method: 'PUT',
    path: '/me/picture',
    summary: 'Set own picture; the body is a PNG, JPEG or WebP image',
    auth: 'session',
    response: z.object({ user }),
  }),
  removePicture: route({
    method: 'DELETE',
    path: '/me/picture',
    summary: 'Remove own picture',
    auth: 'session',
    response: z.object({ user }),
  }),

  directory: route({
    method: 'GET',
    path: '/users',
    summary: 'People of the space by name, with presence, searchable',
    auth: 'session',
    query: z.object({ query: z.optional(queryText), cursor: z.optional(cursor), limit: pageLimit }),
    response: z.object({
      people: z.array(directoryEntry),
      /** For the next page; null on the last. */
      next: z.nullable(cursor),
      /** How many people match. */
      total: z.int(),
    }),
    cached: true,
  }),
  users: route({
    method: 'GET',
    path: '/users/by-id',
    summary: 'Profiles of up to 100 people by id; unknown ids are left out',
    auth: 'session',
    query: z.object({
      ids: z.pipe(
        z.pipe(
          z.string(),
          z.transform((list) => list.split(',').filter((id) => id !== '')),
        ),
        z.array(userId).check(z.minLength(1), z.maxLength(limits.usersByIds)),
      ),
    }),
    response: z.object({ users: z.array(user) }),
  }),
  user: route({
    method: 'GET',
    path: '/users/:user',
    summary: 'A profile with presence',
    auth: 'session',
    params: ofUser,
    response: directoryEntry,
    cached: true,
  }),

  conversations: route({
    method: 'GET',
    path: '/conversations',
    summary: 'Own conversations',
    auth: 'session',
    response: z.object({ conversations: z.array(conversation) }),
    cached: true,
  }),
  conversation: route({
    method: 'GET',
    path: '/conversations/:conversation',
    summary: 'One of the own conversations',
    auth: 'session',
    params: ofConversation,
    response: z.object({ conversation }),
    cached: true,
  }),
  /**
   * A page of the log in ascending order, in its present state. `before` (exclusive) reads back from
   * there, `after` (exclusive) reads on, `around` puts that seq in the middle; none: the newest page.
   */
  events: route({
    method: 'GET',
    path: '/conversations/:conversation/events',
    summary: 'A page of a conversation',
    auth: 'session',
    params: ofConversation,
    query: z.object({
      before: z.optional(seqParam),
      after: z.optional(seqParam),
      around: z.optional(seqParam),
      limit: pageLimit,
    }),
    response: z.object({
      events: z.array(event),
      /** The log's head when the page was read. */
      head: seq,
    }),
    cached: true,
  }),
  search: route({
    method: 'GET',
    path: '/search',
    summary: 'Messages that hold all the words (the last as a prefix), newest first',
    auth: 'session',
    query: z.object({
      query: queryText.check(z.minLength(1)),
      conversation: z.optional(conversationId),
      cursor: z.optional(cursor),
      limit: pageLimit,
    }),
    response: z.object({ hits: z.array(searchHit), next: z.nullable(cursor) }),
  }),

  browseGroups: route({
    method: 'GET',
    path: '/groups',
    summary: 'Public groups and the own ones, by name, searchable',
    auth: 'session',
    query: z.object({
      query: z.optional(queryText),
      cursor: z.optional(cursor),
      limit: pageLimit,
      archived: z._default(z.stringbool(), false),
    }),
    response: z.object({ groups: z.array(group), next: z.nullable(cursor) }),
    cached: true,
  }),
  createGroup: route({
    method: 'POST',
    path: '/groups',
    summary: 'Create a group and own it',
    auth: 'session',
    body: z.object({
      cid: idempotencyKey,
      name: groupName,
      purpose: z._default(purpose, ''),
      visibility: z._default(visibility, 'public'),
      members: z._default(z.array(userId).check(z.maxLength(limits.usersByIds)), []),
    }),
    response: z.object({ conversation }),
  }),
  group: route({
    method: 'GET',
    path: '/groups/:group',
    summary: 'A group that one may see',
    auth: 'session',
    params: ofGroup,
    response: z.object({ group }),
    cached: true,
  }),
  updateGroup: route({
    method: 'PATCH',
    path: '/groups/:group',
    summary: 'Rename, describe, open or close a group (admin), archive or restore it (owner)',
    auth: 'session',
    params: ofGroup,
    body: z.object({
      cid: idempotencyKey,
      name: z.optional(groupName),
      purpose: z.optional(purpose),
      visibility: z.optional(visibility),
      archived: z.optional(z.boolean()),
    }),
    response: z.object({ group }),
  }),
  joinGroup: route({
    method: 'POST',
    path: '/groups/:group/join',
    summary: 'Join a public group',
    auth: 'session',
    params: ofGroup,
    body: onlyCid,
    response: z.object({ conversation }),
  }),
  leaveGroup: route({
    method: 'POST',
    path: '/groups/:group/leave',
    summary: 'Leave a group; a last owner hands it on, and the last member archives it',
    auth: 'session',
    params: ofGroup,
    body: onlyCid,
    response: nothing,
  }),
  members: route({
    method: 'GET',
    path: '/groups/:group/members',
    summary: 'Members of a group, owners first, searchable by name',
    auth: 'session',
    params: ofGroup,
    query: z.object({ query: z.optional(queryText), cursor: z.optional(cursor), limit: pageLimit }),
    response: z.object({
      members: z.array(z.extend(member, { profile: user, presence })),
      next: z.nullable(cursor),
    }),
    cached: true,
  }),
  addMember: route({
    method: 'POST',
    path: '/groups/:group/members',
    summary: 'Add a person to a group',
    auth: 'session',
    params: ofGroup,
    body: z.object({ cid: idempotencyKey, user: userId }),
    response: z.object({ member }),
  }),
  /** Giving `owner` on makes the giver an admin: a group has one owner. */
  setRole: route({
    method: 'PATCH',
    path: '/groups/:group/members/:user',
    summary: 'Change the role of a member, or hand ownership on',
    auth: 'session',
    params: ofMember,
    body: z.object({ cid: idempotencyKey, role }),
    response: z.object({ member }),
  }),
  removeMember: route({
    method: 'DELETE',
    path: '/groups/:group/members/:user',
    summary: 'Remove a member from a group',
    auth: 'session',
    params: ofMember,
    query: z.object({ cid: idempotencyKey }),
    response: nothing,
  }),
} as const

export type RouteName = keyof typeof routes
type Schema<N extends RouteName, K extends 'params' | 'query' | 'body'> =
  (typeof routes)[N] extends Record<K, infer S extends z.ZodMiniType> ? S : null
/** What a caller gives (before defaults), and what a handler gets (after them). */
export type RouteInput<N extends RouteName> = {
  [K in 'params' | 'query' | 'body' as Schema<N, K> extends null ? never : K]: z.input<
    NonNullable<Schema<N, K>>
  >
}
export type RouteParsed<N extends RouteName> = {
  [K in 'params' | 'query' | 'body' as Schema<N, K> extends null ? never : K]: z.output<
    NonNullable<Schema<N, K>>
  >
}
export type RouteResponse<N extends RouteName> = z.output<(typeof routes)[N]['response']>
export type DirectoryEntry = z.infer<typeof directoryEntry>
export type SearchHit = z.infer<typeof searchHit>
export type SpaceInfo = RouteResponse<'space'>
export type SignedIn = RouteResponse<'signIn'>
export type MadeInvite = RouteResponse<'createInvite'>
export type WaitingPerson = RouteResponse<'waiting'>['people'][number]
export type GroupMember = RouteResponse<'members'>['members'][number]

/** Path of a picture below the space's address: no token needed, the key cannot be guessed. */
export function picturePath(key: string): string {
  return `/api/v1/pictures/${key}`
}
/** Form of a picture's key: 32 bytes in base64url. */
export const pictureKey = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))
