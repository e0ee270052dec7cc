import * as z from 'zod/mini'
import { presence, user } from '../entities.ts'
import { userId } from '../ids.ts'
import { limits } from '../limits.ts'
import { cursor, ofUser, pageLimit, queryText, route } from './route.ts'

export const directoryEntry = z.object({ user, presence })

/** Who there is. */
export const peopleRoutes = {
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
}
