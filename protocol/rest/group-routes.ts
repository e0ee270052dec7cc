import * as z from 'zod/mini'
import {
  conversation,
  group,
  groupName,
  member,
  presence,
  purpose,
  role,
  user,
  visibility,
} from '../entities.ts'
import { conversationId, idempotencyKey, userId } from '../ids.ts'
import { limits } from '../limits.ts'
import { cursor, nothing, pageLimit, queryText, route } from './route.ts'

const ofGroup = z.object({ group: conversationId })
const ofMember = z.object({ group: conversationId, user: userId })
const onlyCid = z.object({ cid: idempotencyKey })

/** Groups, and who is in them. */
export const groupRoutes = {
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
}
