import * as z from 'zod/mini'
import { userId } from '../ids.ts'
import { limits } from '../limits.ts'

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

export function route<const R extends Route>(definition: R): R {
  return definition
}

export const cursor = z.string().check(z.maxLength(200))
export const pageLimit = z._default(
  z.coerce.number().check(z.int(), z.minimum(1), z.maximum(limits.pageSize)),
  limits.pageSizeDefault,
)
export const queryText = z.string().check(z.trim(), z.maxLength(limits.queryLength))
export const nothing = z.object({})
export const ofUser = z.object({ user: userId })
