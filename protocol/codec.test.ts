import { readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import {
  UnreadableRequest,
  check,
  decodeRequest,
  decodeServerFrame,
  requestDecoder,
} from './codec.ts'
import { Refused } from './errors.ts'
import { limits } from './limits.ts'

const folder = new URL('./fixtures/v1/', import.meta.url)
const samples = readdirSync(folder)
  .filter((file) => file.startsWith('request-'))
  .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, unknown>)

function unreadable(text: string): UnreadableRequest {
  try {
    decodeRequest(text)
  } catch (error) {
    if (error instanceof UnreadableRequest) return error
    throw error
  }
  throw new Error('was read')
}

function send(event: unknown, more: object = {}): string {
  const rest = { id: 7, type: 'send', conversation: 'boats', cid: 'key-0001' }
  return JSON.stringify({ ...rest, event, ...more })
}

describe('a frame that is none', () => {
  it.each(['', ' ', 'hello', '{', '[1,', '{"id":1', '\u0000', '{"id":1,"type":"ping"}x'])(
    'is refused without an id: %j',
    (text) => {
      const { id, refusal } = unreadable(text)
      expect(id).toBeNull()
      expect(refusal.toRefusal()).toMatchObject({ code: 'invalid', field: 'frame' })
    },
  )

  it.each(['null', '1', '"ping"', '[]', '[{"id":1,"type":"ping"}]', 'true'])(
    'is refused where it is no object: %s',
    (text) => {
      expect(unreadable(text)).toMatchObject({ id: null, refusal: { code: 'invalid' } })
    },
  )

  it.each(['"7"', '7.5', '1e400', '-1', '9007199254740993', 'null', '{}', '[7]'])(
    'is refused where its id is %s',
    (id) => {
      expect(unreadable(`{"id":${id},"type":"ping"}`).refusal.details.field).toBe('id')
    },
  )

  it('is refused where it is deeper than a stack', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const deep = `${open.repeat(50_000)}1${close.repeat(50_000)}`
      expect(unreadable(deep).refusal.code).toBe('invalid')
      expect(unreadable(send(0).replace('0}', `${deep}}`)).refusal.code).toBe('invalid')
    }
  })
})

describe('a request that is wrong', () => {
  it('is refused under its id, by the field', () => {
    const { id, refusal } = unreadable(send({ kind: 'message', text: 5 }))
    expect(id).toBe(7)
    expect(refusal).toMatchObject({ code: 'invalid', details: { field: 'event.text' } })
  })

  it.each([
    ['type', '{"id":7,"type":"shout"}'],
    ['type', '{"id":7,"type":"toString"}'],
    ['type', '{"id":7,"type":"__proto__"}'],
    ['type', '{"id":7}'],
    ['conversation', send({ kind: 'message', text: 'Ahoy' }, { conversation: '../etc' })],
    ['conversation', send({ kind: 'message', text: 'Ahoy' }, { conversation: 'a.b.c' })],
    ['cid', send({ kind: 'message', text: 'Ahoy' }, { cid: 'short' })],
    ['cid', send({ kind: 'message', text: 'Ahoy' }, { cid: 'x'.repeat(37) })],
    ['event.kind', send({ kind: 'join', user: 'ada', role: 'owner' })],
    ['event.kind', send({})],
    ['event', send(null)],
    ['event', send([])],
    ['event.text', send({ kind: 'message', text: ' \n ' })],
    ['event.replyTo', send({ kind: 'message', text: 'Ahoy', replyTo: 0 })],
    ['event.target', send({ kind: 'delete', target: 1.5 })],
    ['event.on', send({ kind: 'react', target: 1, emoji: '⛵', on: 'yes' })],
    ['positions', '{"id":7,"type":"sync","positions":[]}'],
    ['positions.boats', '{"id":7,"type":"sync","positions":{"boats":-1}}'],
    ['users.1', '{"id":7,"type":"watch","users":["ada","a b"]}'],
    ['state', '{"id":7,"type":"activity","state":"offline"}'],
  ])('names %s', (field, text) => {
    expect(unreadable(text).refusal.details.field).toBe(field)
  })

  it('names the limit that was passed', () => {
    const text = 'x'.repeat(limits.textLength + 1)
    expect(unreadable(send({ kind: 'message', text })).refusal.details).toEqual({
      field: 'event.text',
      limit: limits.textLength,
    })
    const users = Array.from({ length: limits.watched + 1 }, (_, n) => `user-${n}`)
    const watch = JSON.stringify({ id: 7, type: 'watch', users })
    expect(unreadable(watch).refusal.details).toEqual({ field: 'users', limit: limits.watched })
  })

  it('with too many positions says how many there may be', () => {
    const many = Array.from({ length: limits.positions + 1 }, (_, n) => [`group-${n}`, 1])
    const positions = Object.fromEntries(many) as Record<string, number>
    const { refusal } = unreadable(JSON.stringify({ id: 7, type: 'sync', positions }))
    expect(refusal.details.field).toBe('positions')
    expect(refusal.message).toContain(String(limits.positions))
  })

  it('is not echoed at length', () => {
    const positions = { ['x y'.repeat(50_000)]: 1 }
    const { refusal } = unreadable(JSON.stringify({ id: 7, type: 'sync', positions }))
    expect(JSON.stringify(refusal.toRefusal()).length).toBeLessThan(500)
  })
})

describe('a request with more than is known', () => {
  it('is read without it', () => {
    const text = send({ kind: 'message', text: 'Ahoy', colour: 'red' }, { urgent: true })
    expect(decodeRequest(text)).toEqual({
      id: 7,
      type: 'send',
      conversation: 'boats',
      cid: 'key-0001',
      event: { kind: 'message', text: 'Ahoy' },
    })
  })

  it('changes no prototype', () => {
    const text =
      '{"id":7,"type":"sync","positions":{"__proto__":1,"constructor":2},"__proto__":{"admin":true}}'
    const request = decodeRequest(text)
    expect('admin' in request).toBe(false)
    expect('admin' in {}).toBe(false)
    expect(Object.getPrototypeOf(request)).toBe(Object.prototype)
  })
})

describe('whatever arrives', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json({ maxDepth: 6 }),
    fc.anything({ withNullPrototype: false }).map((value) => String(JSON.stringify(value))),
    mutated(),
  )

  it('is a request or an UnreadableRequest that refuses', () => {
    fc.assert(
      fc.property(anything, (text) => {
        try {
          expect(decodeRequest(text)).toMatchObject({ id: expect.any(Number) })
        } catch (error) {
          if (!(error instanceof UnreadableRequest)) throw error
          expect(error.refusal.code).toBe('invalid')
        }
      }),
      { numRuns: 3_000 },
    )
  })

  it('is read alike by a decoder that was made to be fast', () => {
    const decodeFast = requestDecoder((schema) => z.compile(schema, { strict: true }))
    const outcome = (decode: typeof decodeRequest, text: string) => {
      try {
        return decode(text)
      } catch (error) {
        const { id, refusal } = error as UnreadableRequest
        return { id, refusal: refusal.toRefusal() }
      }
    }
    for (const sample of samples) {
      const text = JSON.stringify(sample)
      expect(outcome(decodeFast, text)).toEqual(decodeRequest(text))
    }
    fc.assert(
      fc.property(anything, (text) => {
        expect(outcome(decodeFast, text)).toEqual(outcome(decodeRequest, text))
      }),
      { numRuns: 3_000 },
    )
  })

  it('is a server’s frame or a refusal', () => {
    fc.assert(
      fc.property(anything, (text) => {
        try {
          decodeServerFrame(text)
        } catch (error) {
          expect(error).toBeInstanceOf(Refused)
        }
      }),
      { numRuns: 3_000 },
    )
  })
})

/** A good request with one field anywhere in it replaced, taken away or added. */
function mutated() {
  return fc
    .record({ sample: fc.constantFrom(...samples), at: fc.nat(20), value: fc.jsonValue() })
    .map(({ sample, at, value }) => {
      let place = 0
      return JSON.stringify(sample, (key, inside: unknown) => {
        place += 1
        return place === at + 2 ? (key.length % 2 ? undefined : value) : inside
      })
    })
    .map((text) => text ?? 'undefined')
}

describe('a server’s frame', () => {
  it('with a push that this version does not know is unknown', () => {
    for (const push of ['poke', 'toString', '__proto__']) {
      expect(decodeServerFrame(JSON.stringify({ push, topic: 'space' }))).toEqual({ unknown: true })
    }
  })

  it('with a kind of event that this version does not know keeps its place in the log', () => {
    const poll = { seq: 3, at: 5, author: 'ada', messages: 1, kind: 'poll', options: ['a'] }
    const frame = { push: 'events', topic: 'c/boats', events: [poll] }
    expect(decodeServerFrame(JSON.stringify(frame))).toEqual({
      push: {
        push: 'events',
        topic: 'c/boats',
        events: [{ seq: 3, at: 5, author: 'ada', messages: 1, kind: 'unknown' }],
      },
    })
  })

  it('with a known kind that is malformed is refused, not taken for unknown', () => {
    const wrong = { seq: 3, at: 5, author: 'ada', messages: 1, kind: 'message', text: 5 }
    const frame = { push: 'events', topic: 'c/boats', events: [wrong] }
    expect(() => decodeServerFrame(JSON.stringify(frame))).toThrow(Refused)
  })

  it('that refuses with a code that this version does not know is read', () => {
    const frame = { re: 1, error: { code: 'from_later', message: 'Not today' } }
    expect(decodeServerFrame(JSON.stringify(frame))).toEqual({ reply: frame })
  })

  it.each(['{}', '{"re":1}', '{"re":"1","ok":{}}', '{"re":1,"ok":5}', '{"push":"presence"}'])(
    'that is malformed is refused: %s',
    (text) => {
      expect(() => decodeServerFrame(text)).toThrow(Refused)
    },
  )
})

it('a check names the field below the path that it is given', () => {
  const schema = z.object({ name: z.string().check(z.maxLength(3)) })
  const attempt = () => check(schema, { name: 'long' }, 'body')
  expect(attempt).toThrow(
    expect.objectContaining({ code: 'invalid', details: { field: 'body.name', limit: 3 } }),
  )
})
