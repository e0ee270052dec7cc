import { expect, it } from 'vitest'
import { decodeServerFrame, type Event } from '../../protocol/index.ts'
import { encodeEvents } from './events-frames.ts'

function messages(count: number, text: string): Event[] {
  return Array.from({ length: count }, (_, n) => ({
    kind: 'message',
    seq: n + 1,
    at: 0,
    author: 'ada',
    messages: n + 1,
    text,
  }))
}

function eventsIn(frame: string): Event[] {
  const decoded = decodeServerFrame(frame)
  if (!('push' in decoded) || decoded.push.push !== 'events') throw new Error('no events push')
  expect(decoded.push.topic).toBe('c/garden')
  return decoded.push.events as Event[]
}

it('puts what one commit stored into one frame that any client can read', () => {
  const events = messages(30, 'hello "world" \u2028 ⛵')
  const frames = encodeEvents('garden', events)
  expect(frames).toHaveLength(1)
  expect(eventsIn(frames[0]!.frame)).toEqual(events)
  expect(frames[0]!.last).toBe(events.at(-1))
})

it('parts a run that would be too large, in order and without loss', () => {
  const events = messages(40, 'x'.repeat(10_000))
  const frames = encodeEvents('garden', events)
  expect(frames.length).toBeGreaterThan(5)
  for (const { frame } of frames) expect(frame.length).toBeLessThan(70 * 1024)
  expect(frames.flatMap(({ frame }) => eventsIn(frame))).toEqual(events)
  expect(frames.map(({ last }) => last.seq).at(-1)).toBe(40)
})
