import type * as z from 'zod/mini'
import { limits, type Route } from '../../protocol/index.ts'
import { schemaRef, type Json } from './json-schemas.ts'

const pictureTypes = ['image/png', 'image/jpeg', 'image/webp']

export function tagOf(path: string): string {
  return path.split('/')[1]!
}

/** One method of one resource, given the schemas that were made for all of them. */
export function operation(
  name: string,
  route: Route,
  parts: Record<string, Json>,
  queries: Record<string, Json>,
): Json {
  const parameters = [
    ...parametersIn('path', parts[`${name}.params`]),
    ...parametersIn('query', queries[name], optionalIn(route.query)),
    ...(route.cached ? [ifNoneMatch] : []),
  ]
  return {
    operationId: name,
    summary: route.summary,
    tags: [tagOf(route.path)],
    security: route.auth === 'session' ? [{ session: [] }] : [],
    ...(parameters.length > 0 && { parameters }),
    ...requestBody(name, route, parts),
    responses: responses(route, parts[`${name}.response`]!),
  }
}

const ifNoneMatch = {
  name: 'If-None-Match',
  in: 'header',
  description: 'The ETag of the answer that one has',
  schema: { type: 'string' },
}

function optionalIn(query: z.ZodMiniObject | undefined): Set<string> {
  const fields = Object.entries(query?.shape ?? {}) as [string, z.ZodMiniType][]
  return new Set(fields.filter(([, schema]) => isOptional(schema)).map(([name]) => name))
}

function isOptional(schema: z.ZodMiniType): boolean {
  return schema.safeParse(undefined).success
}

function parametersIn(
  where: 'path' | 'query',
  schema: Json | undefined,
  optional: Set<string> = new Set(),
): Json[] {
  const properties = (schema?.['properties'] ?? {}) as Record<string, Json>
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: where,
    required: !optional.has(name),
    // Lists travel as `a,b,c`.
    ...(schema['type'] === 'array' && { style: 'form', explode: false }),
    schema,
  }))
}

function requestBody(name: string, route: Route, parts: Record<string, Json>): Json {
  if (route.body) return { requestBody: { required: true, content: json(parts[`${name}.body`]!) } }
  if (route.method !== 'PUT') return {}
  const description = `At most ${limits.pictureBytes} bytes`
  const content = Object.fromEntries(pictureTypes.map((type) => [type, {}]))
  return { requestBody: { required: true, description, content } }
}

function json(schema: Json): Json {
  return { 'application/json': { schema } }
}

function responses({ cached }: Route, schema: Json): Json {
  const etag = { ETag: { description: 'Changes with the answer', schema: { type: 'string' } } }
  return {
    200: { description: 'Done', ...(cached && { headers: etag }), content: json(schema) },
    ...(cached && { 304: { description: 'As it was under the ETag given' } }),
    default: { $ref: '#/components/responses/Refused' },
  }
}

/** What every operation may answer instead. */
export function refused(): Json {
  const description = 'Refused, under the status of the code'
  const retryAfter = {
    description: 'Seconds to wait before the next try, where the refusal says how long',
    schema: { type: 'integer' },
  }
  const schema = {
    type: 'object',
    properties: { error: { $ref: schemaRef('Refusal') } },
    required: ['error'],
  }
  return { description, headers: { 'Retry-After': retryAfter }, content: json(schema) }
}

export function pictureOperation(schema: Json): Json {
  const content = Object.fromEntries(pictureTypes.map((type) => [type, {}]))
  return {
    operationId: 'picture',
    summary: 'A picture by its key, which cannot be guessed; it never changes',
    tags: ['pictures'],
    security: [],
    parameters: [{ name: 'key', in: 'path', required: true, schema }],
    responses: {
      200: { description: 'The image', content },
      default: { $ref: '#/components/responses/Refused' },
    },
  }
}
