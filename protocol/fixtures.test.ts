import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  decodeRequest,
  decodeServerFrame,
  encodePush,
  encodeReply,
  encodeRequest,
  errorCodes,
  event,
  knownEvent,
  pushes,
  requests,
  routes,
  type Push,
  type Reply,
  type Request,
  type RequestType,
  type Route,
} from './index.ts'

type Json = Record<string, unknown>
type Sample = { name: string; json: Json }

const folder = new URL('./fixtures/v1/', import.meta.url)
const samples: Sample[] = readdirSync(folder).map((file) => ({
  name: file.replace(/\.json$/, ''),
  json: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Json,
}))

function named(prefix: string): Sample[] {
  return samples.filter(({ name }) => name.startsWith(prefix))
}

/** As a later version may send it: every object has a field that this one has never heard of. */
function fromLater(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(fromLater)
  if (typeof json !== 'object' || json === null) return json
  const fields = Object.entries(json).map(([key, value]) => [key, fromLater(value)])
  return Object.fromEntries([...fields, ['fromLater', true]])
}

/** Records have ids or emoji as keys: a later version adds no fields to those. */
function withoutRecords(json: unknown): unknown {
  return JSON.parse(
    JSON.stringify(json, (key, value: Json) => {
      if (key !== 'positions' && key !== 'reactions' && key !== 'presence') return value
      if (key === 'presence' && typeof value['state'] === 'string') return value
      const { fromLater: _, ...known } = value
      return known
    }),
  )
}

function sampleOf(name: string): Json {
  return samples.find((sample) => sample.name === name)?.json ?? {}
}

function routeFile(name: string): string {
  return `rest-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

describe('each request of version 1', () => {
  it.each(named('request-'))('$name is read as it was written', ({ json }) => {
    expect(decodeRequest(JSON.stringify(json))).toEqual(json)
    expect(JSON.parse(encodeRequest(json as Request))).toEqual(json)
  })

  it.each(named('request-'))('$name is read with unknown fields, which are ignored', ({ json }) => {
    const later = withoutRecords(fromLater(json))
    expect(decodeRequest(JSON.stringify(later))).toEqual(json)
  })
})

describe('each reply of version 1', () => {
  const accepted = Object.keys(requests) as RequestType[]

  it.each(accepted)('to %s is read as it was written', (type) => {
    const json = sampleOf(`reply-${type}`)
    expect(decodeServerFrame(JSON.stringify(json))).toEqual({ reply: json })
    expect(requests[type].ok.parse(json['ok'])).toEqual(json['ok'])
    expect(JSON.parse(encodeReply(json as Reply))).toEqual(json)
  })

  it.each(accepted)('to %s is read with unknown fields, which are ignored', (type) => {
    const json = sampleOf(`reply-${type}`)
    const later = withoutRecords(fromLater(json)) as { ok: unknown }
    expect(requests[type].ok.parse(later.ok)).toEqual(json['ok'])
  })

  it.each(named('reply-refused'))('$name is read as it was written', ({ json }) => {
    expect(decodeServerFrame(JSON.stringify(json))).toEqual({ reply: json })
    expect(Object.keys(errorCodes)).toContain((json as { error: { code: string } }).error.code)
  })
})

describe('each push of version 1', () => {
  it.each(named('push-'))('$name is read as it was written', ({ json }) => {
    expect(decodeServerFrame(JSON.stringify(json))).toEqual({ push: json })
    expect(JSON.parse(encodePush(json as Push))).toEqual(json)
  })

  it.each(named('push-'))('$name is read with unknown fields, which are ignored', ({ json }) => {
    const later = withoutRecords(fromLater(json))
    expect(decodeServerFrame(JSON.stringify(later))).toEqual({ push: json })
  })
})

describe('each event of version 1', () => {
  it.each(named('event-'))('$name is read as it was written', ({ json }) => {
    expect(knownEvent.parse(json)).toEqual(json)
    expect(event.parse(withoutRecords(fromLater(json)))).toEqual(json)
  })
})

describe('each REST resource of version 1', () => {
  const names = Object.keys(routes) as (keyof typeof routes)[]

  it.each(names)('%s takes and answers what it did', (name) => {
    const route: Route = routes[name]
    const json = sampleOf(routeFile(name))
    for (const part of ['params', 'query', 'body'] as const) {
      const schema = route[part]
      if (!schema) expect(json[part]).toBeUndefined()
      else expect(schema.safeParse(json[part] ?? {}).error).toBeUndefined()
    }
    expect(route.response.parse(json['response'])).toEqual(json['response'])
  })
})

it('there is a sample of every request, reply, push, kind of event and resource', () => {
  const kinds = knownEvent.def.options.flatMap((option) => option.shape.kind.def.values)
  const wanted = [
    ...Object.keys(requests).flatMap((type) => [`request-${type}`, `reply-${type}`]),
    ...Object.keys(pushes).map((type) => `push-${type}`),
    ...kinds.map((kind) => `event-${kind}`),
    ...Object.keys(routes).map(routeFile),
  ]
  const there = new Set(samples.map(({ name }) => name))
  expect(wanted.filter((name) => !there.has(name))).toEqual([])
})
