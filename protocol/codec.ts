import type * as z from 'zod/mini'
import { Refused } from './errors.ts'
import {
  pushes,
  reply,
  requestHead,
  requests,
  type Push,
  type PushType,
  type Reply,
  type Request,
  type RequestType,
} from './frames.ts'

/** A field's path may hold keys of the input, which may be of any length. */
const LONGEST_FIELD = 100

/**
 * Checks a value against a schema.
 * @throws Refused `invalid` that names the field (`path` before it) and the limit passed, if one was.
 */
export function check<S extends z.ZodMiniType>(schema: S, value: unknown, path = ''): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const parts = [path, ...(issue?.path ?? [])].filter((part) => part !== '')
  const field = parts.join('.').slice(0, LONGEST_FIELD)
  throw new Refused('invalid', `${field || 'input'}: ${issue?.message ?? 'is malformed'}`, {
    ...(field && { field }),
    ...limitOf(issue),
  })
}

function limitOf(issue: z.core.$ZodIssue | undefined): { limit?: number } {
  if (issue?.code === 'too_big') return { limit: Number(issue.maximum) }
  if (issue?.code === 'too_small') return { limit: Number(issue.minimum) }
  const limit: unknown = issue?.code === 'custom' ? issue.params?.['limit'] : undefined
  return typeof limit === 'number' ? { limit } : {}
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused('invalid', 'frame: is not JSON', { field: 'frame' })
  }
}

/** A frame that could not be taken, with the request's id as far as that was legible. */
export class UnreadableRequest extends Error {
  override readonly name = 'UnreadableRequest'
  readonly id: number | null
  readonly refusal: Refused

  constructor(id: number | null, refusal: Refused) {
    super(refusal.message)
    this.id = id
    this.refusal = refusal
  }
}

/** Makes a schema ready for much use: what it takes and what it refuses stay the same. */
export type Prepare = <S extends z.ZodMiniType>(schema: S) => S

/**
 * Reads requests. Where code may be made at run time, `prepare` is the schema library's `compile`; the
 * page of a browser forbids that.
 */
export function requestDecoder(prepare: Prepare = (schema) => schema): (text: string) => Request {
  const head = prepare(requestHead)
  const fields = Object.fromEntries(
    Object.entries(requests).map(([type, { fields }]) => [type, prepare<z.ZodMiniType>(fields)]),
  ) as Record<RequestType, z.ZodMiniType<object>>

  return (text) => {
    let legible: number | null = null
    try {
      const raw = parse(text)
      legible = legibleId(raw)
      const { id, type } = check(head, raw)
      return { ...check(fields[type], raw), id, type } as Request
    } catch (error) {
      if (error instanceof Refused) throw new UnreadableRequest(legible, error)
      throw error
    }
  }
}

/** @throws UnreadableRequest */
export const decodeRequest = requestDecoder()

function legibleId(raw: unknown): number | null {
  const id: unknown = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : null
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : null
}

export function encodeRequest<T extends RequestType>(request: Request<T>): string {
  return JSON.stringify(request)
}

export function encodeReply(frame: Reply): string {
  return JSON.stringify(frame)
}

export function encodePush<T extends PushType>(frame: Push<T>): string {
  return JSON.stringify(frame)
}

export type ServerFrame = { reply: Reply } | { push: Push } | { unknown: true }

/**
 * Reads what a server sent. A push of a type that this version does not know is `unknown` and is to be
 * ignored. The reply's `ok` is checked by whoever knows which request it answers.
 * @throws Refused `invalid`
 */
export function decodeServerFrame(text: string): ServerFrame {
  const raw = parse(text)
  if (typeof raw === 'object' && raw !== null && 'push' in raw) {
    const type = raw.push
    if (typeof type !== 'string' || !Object.hasOwn(pushes, type)) return { unknown: true }
    const fields = check(pushes[type as PushType] as z.ZodMiniType<object>, raw)
    return { push: { push: type, ...fields } as Push }
  }
  return { reply: check(reply, raw) }
}
