import * as z from 'zod/mini'

/**
 * Every refusal's code, once, with the HTTP status it travels under and whether a repeat of the same
 * request could ever succeed: an outbox gives up on a `final` one alone.
 */
export const errorCodes = {
  invalid: { status: 400, final: true },
  wrong_credentials: { status: 401, final: true },
  unauthorised: { status: 401, final: false },
  forbidden: { status: 403, final: true },
  registration_closed: { status: 403, final: true },
  /** Nobody is in the space yet, and whoever hosts it comes in first. */
  host_first: { status: 403, final: false },
  invite_needed: { status: 403, final: true },
  /** Of an invite that never was. Whoever has a true one is told what became of it. */
  invite_invalid: { status: 403, final: true },
  invite_expired: { status: 403, final: true },
  invite_used_up: { status: 403, final: true },
  invite_revoked: { status: 403, final: true },
  /** The person waits to be let in: nothing is theirs to read or write until then. */
  waiting: { status: 403, final: false },
  not_found: { status: 404, final: true },
  name_taken: { status: 409, final: true },
  conflict: { status: 409, final: true },
  archived: { status: 409, final: true },
  too_large: { status: 413, final: true },
  limit_reached: { status: 422, final: true },
  rate_limited: { status: 429, final: false },
  internal: { status: 500, final: false },
  unavailable: { status: 503, final: false },
  storage_full: { status: 507, final: false },
} as const

export type ErrorCode = keyof typeof errorCodes

export const refusal = z.object({
  /** One of `errorCodes`; a newer server may send one that this version does not know. */
  code: z.string(),
  /** One plain English sentence for a log or a developer; people read a translation of the code. */
  message: z.string(),
  /**
   * The input's field that was wrong, as a path such as `body.text`; with `limit_reached` the name of the
   * limit in `protocol/limits.ts`.
   */
  field: z.optional(z.string()),
  /** The limit that was passed. */
  limit: z.optional(z.number()),
  /** Milliseconds to wait before the next try. */
  retryAfter: z.optional(z.number()),
})
export type Refusal = z.infer<typeof refusal>

/** What a refusal says beyond its code and sentence. */
export type RefusalDetails = Pick<Refusal, 'field' | 'limit' | 'retryAfter'>

/** A refusal as it is thrown: by the server's domain, and by the client when the server refuses. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: ErrorCode | (string & {})
  readonly details: RefusalDetails

  constructor(code: ErrorCode | (string & {}), message: string, details: RefusalDetails = {}) {
    super(message)
    this.code = code
    this.details = details
  }

  toRefusal(): Refusal {
    return { code: this.code, message: this.message, ...this.details }
  }

  static from(refusal: Refusal): Refused {
    const { code, message, ...details } = refusal
    return new Refused(code, message, details)
  }
}

/** Whether repeating the refused request is pointless. Unknown codes are not final: nothing is given up on by guess. */
export function isFinal(code: Refusal['code']): boolean {
  return Object.hasOwn(errorCodes, code) && errorCodes[code as ErrorCode].final
}
