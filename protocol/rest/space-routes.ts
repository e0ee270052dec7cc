import * as z from 'zod/mini'
import { registration } from '../entities.ts'
import { fingerprint } from '../fingerprint.ts'
import { epoch } from '../ids.ts'
import { nothing, route } from './route.ts'

/** What the space is. */
export const spaceRoutes = {
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
}
