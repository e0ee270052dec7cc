import * as z from 'zod/mini'
import { invite, inviteSecret, user } from '../entities.ts'
import { inviteId, timestamp } from '../ids.ts'
import { limits } from '../limits.ts'
import { nothing, ofUser, route } from './route.ts'

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

/** Who may come in, and who decides it. */
export const admissionRoutes = {
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
}
