import { Refused, limits } from '../../protocol/index.ts'

/** A refusal whose `field` names the limit of `protocol/limits.ts` that was reached. */
export function limitReached(limit: keyof typeof limits, message: string): Refused {
  return new Refused('limit_reached', message, { field: limit, limit: limits[limit] })
}
