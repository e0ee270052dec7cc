import type * as z from 'zod/mini'
import { apiBase, pictureKey, routes, type Route } from '../../protocol/index.ts'
import { jsonSchemas, schemaRef, takeOut, type Json } from './json-schemas.ts'
import { namedSchemas, type SchemaNames } from './named-schemas.ts'
import { referredTo } from './referred-to.ts'
import { errorTable } from './refusals.ts'
import { operation, pictureOperation, refused, tagOf } from './rest-operation.ts'

const PART = 'part:'

/** The REST interface as OpenAPI 3.1, made from the table that the server routes by. */
export function describeRest(version: string): Json {
  const { taken: parts, left: schemas } = takeOut(schemasOfBodies(), PART)
  const queries = schemasOfQueries()
  const paths: Record<string, Json> = {}
  for (const [name, route] of Object.entries(routes) as [string, Route][]) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] ??= {}
    paths[path][route.method.toLowerCase()] = operation(name, route, parts, queries)
  }
  paths['/pictures/{key}'] = { get: pictureOperation(parts['pictureKey']!) }
  const responses = { Refused: refused() }
  return {
    openapi: '3.1.0',
    info: info(version),
    servers: [{ url: apiBase }],
    tags: tags(),
    paths,
    components: {
      schemas: referredTo(schemas, { paths, responses }),
      securitySchemes: { session: { type: 'http', scheme: 'bearer' } },
      responses,
    },
  }
}

function info(version: string): Json {
  const description = [
    'Plain reads and writes of a Parley space. What happens meanwhile comes over the WebSocket that ' +
      '`asyncapi.json` describes. Unknown fields in answers are to be ignored.',
    'Refusals are `{ "error": Refusal }` under the status of their code:',
    errorTable(),
  ]
  return {
    title: 'Parley',
    version,
    description: description.join('\n\n'),
    license: { name: 'MIT', identifier: 'MIT' },
  }
}

function tags(): Json[] {
  const names = new Set([...Object.values(routes).map(({ path }) => tagOf(path)), 'pictures'])
  return [...names].map((name) => ({ name }))
}

function partsOf(name: string, { params, body, response }: Route): [string, z.ZodMiniType][] {
  return [
    ...(params ? [[`${PART}${name}.params`, params] as [string, z.ZodMiniType]] : []),
    ...(body ? [[`${PART}${name}.body`, body] as [string, z.ZodMiniType]] : []),
    [`${PART}${name}.response`, response],
  ]
}

function schemasOfBodies(): Record<string, Json> {
  const names = namedSchemas()
  const shared: [string, string][] = []
  names.add(pictureKey, { id: `${PART}pictureKey` })
  for (const [name, route] of Object.entries(routes) as [string, Route][]) {
    for (const [id, schema] of partsOf(name, route)) {
      const known = names.get(schema)?.id
      if (known === undefined) names.add(schema, { id })
      else shared.push([id, known])
    }
  }
  const schemas = jsonSchemas(names, { io: 'input' })
  for (const [id, known] of shared) {
    schemas[id] = known.startsWith(PART) ? schemas[known]! : { $ref: schemaRef(known) }
  }
  return schemas
}

/** A query's text is turned into numbers and lists: described is what it is turned into. */
function schemasOfQueries(): Record<string, Json> {
  const names: SchemaNames = namedSchemas()
  for (const [name, { query }] of Object.entries(routes) as [string, Route][]) {
    if (query) names.add(query, { id: `${PART}${name}` })
  }
  return takeOut(jsonSchemas(names, { io: 'output', unrepresentable: 'any' }), PART).taken
}
