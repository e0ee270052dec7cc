import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import {
  closeCodes,
  errorCodes,
  pushes,
  requests,
  routes,
  type Route,
} from '../../protocol/index.ts'
import { version } from '../version.ts'
import { describeSocket } from './asyncapi.ts'
import { describeRest } from './openapi.ts'

type Schema = Record<string, unknown>
type Operation = {
  operationId: string
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: { 200: { content: Record<string, { schema: Schema }> } }
}
type Rest = {
  info: { description: string }
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}
type Socket = {
  info: { description: string }
  operations: Record<string, object>
  components: { schemas: Record<string, Schema> }
}

const rest = describeRest(version) as Rest
const socket = describeSocket(version) as Socket
const root = new URL('../../', import.meta.url)

function parsed(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, root), 'utf8'))
}

/** A description's schema as one that stands alone. */
function standalone(schema: Schema, { schemas }: { schemas: Record<string, Schema> }): Schema {
  return { ...schema, components: { schemas } }
}

const samples = readdirSync(new URL('protocol/fixtures/v1/', root)).map((file) => ({
  name: file.replace(/\.json$/, ''),
  json: parsed(`protocol/fixtures/v1/${file}`) as Schema,
}))

function sampleOf(name: string): Schema {
  const file = `rest-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  return samples.find((sample) => sample.name === file)!.json
}

describe('the description of REST', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator()
    const { valid, errors } = await validator.validate(structuredClone(rest))
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
    expect(validator.version).toBe('3.1')
  })

  it('is committed as it is now; if not: npm run describe-api', () => {
    expect(parsed('docs/openapi.json')).toEqual(JSON.parse(JSON.stringify(rest)))
  })

  const operations = Object.entries(routes).map(([name, route]) => {
    const { method, path }: Route = route
    const at = rest.paths[path.replace(/:(\w+)/g, '{$1}')]
    return { name, operation: at?.[method.toLowerCase()] }
  })

  it.each(operations)('has $name, and its sample is as described', ({ name, operation }) => {
    expect(operation?.operationId).toBe(name)
    const { requestBody, responses } = operation!
    const { body, response } = sampleOf(name)
    expectAccepted(responses[200].content['application/json']!.schema, response)
    if (body) expectAccepted(requestBody!.content['application/json']!.schema, body)
  })

  it('says every code of a refusal', () => {
    for (const code of Object.keys(errorCodes))
      expect(rest.info.description).toContain(`\`${code}\``)
  })

  function expectAccepted(schema: Schema, value: unknown): void {
    const accepts = new Ajv2020({ strict: false }).compile(standalone(schema, rest.components))
    accepts(value)
    expect(accepts.errors).toBeNull()
  }
})

describe('the description of the socket', () => {
  it('is valid AsyncAPI 3.0', () => {
    const official = createRequire(import.meta.url)(
      '@asyncapi/specs/schemas/3.0.0-without-$id.json',
    ) as Schema
    const ajv = new Ajv({ strict: false })
    formats.default(ajv)
    const accepts = ajv.compile(official)
    accepts(structuredClone(socket))
    expect(accepts.errors).toBeNull()
  })

  it('is committed as it is now; if not: npm run describe-api', () => {
    expect(parsed('docs/asyncapi.json')).toEqual(JSON.parse(JSON.stringify(socket)))
  })

  it('refers to nothing that is not there', () => {
    const missing: string[] = []
    JSON.stringify(socket, (key, value: unknown) => {
      if (key === '$ref' && at(socket, String(value)) === undefined) missing.push(String(value))
      return value
    })
    expect(missing).toEqual([])
  })

  it.each(Object.keys(requests))('has %s, and its samples are as described', (type) => {
    expect(socket.operations[type]).toMatchObject({ action: 'receive' })
    const name = capital(type)
    for (const { json } of samples.filter((sample) => isOf(sample.name, `request-${type}`))) {
      expectAccepted(`${name}Request`, json)
    }
    const reply = samples.find((sample) => sample.name === `reply-${type}`)
    expectAccepted(`${name}Reply`, reply!.json)
  })

  it.each(Object.keys(pushes))('has the push %s, and its sample is as described', (type) => {
    const name = capital(type)
    expect(socket.operations[`push${name}`]).toMatchObject({ action: 'send' })
    const push = samples.find((sample) => sample.name === `push-${type}`)
    expectAccepted(`${name}Push`, push!.json)
  })

  it.each(samples.filter(({ name }) => name.startsWith('reply-refused')))(
    'takes $name',
    (sample) => {
      expectAccepted('Refused', sample.json)
    },
  )

  it.each(samples.filter(({ name }) => name.startsWith('event-')))('takes $name', (sample) => {
    expectAccepted('Event', sample.json)
    expectAccepted(`${capital(String(sample.json['kind']))}Event`, sample.json)
  })

  it('says every code of a refusal and of a close', () => {
    const { description } = socket.info
    for (const code of Object.keys(errorCodes)) expect(description).toContain(`\`${code}\``)
    for (const code of Object.values(closeCodes)) expect(description).toContain(`| ${code} |`)
  })

  function expectAccepted(name: string, value: unknown): void {
    const schema = { $ref: `#/components/schemas/${name}` }
    const accepts = new Ajv({ strict: false }).compile(standalone(schema, socket.components))
    accepts(value)
    expect(accepts.errors).toBeNull()
  }
})

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

function isOf(name: string, beginning: string): boolean {
  return name === beginning || name.startsWith(`${beginning}-`)
}

function at(document: unknown, ref: string): unknown {
  return ref
    .slice(2)
    .split('/')
    .reduce<unknown>((node, part) => (node as Schema | undefined)?.[part], document)
}
