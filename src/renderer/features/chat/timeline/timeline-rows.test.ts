import { describe, expect, it } from 'vitest'
import type { TimelineItem } from '../../../../../client/space-client.ts'
import type { AnyEvent } from '../../../../../protocol/index.ts'
import {
  createRowKeeper,
  timelineRows,
  type MessageRow,
  type NoticeRow,
  type RowOptions,
} from './timeline-rows.ts'

const MINUTE = 60_000
const noon = new Date(2025, 5, 10, 12, 0, 0).getTime()
const options: RowOptions = { me: 'me', unreadAfter: null, atStart: false }

function item(seq: number, event: Partial<AnyEvent> = {}): TimelineItem {
  const full = {
    seq,
    at: noon + seq,
    author: 'anna',
    messages: seq,
    kind: 'message',
    text: 'hello',
    ...event,
  } as AnyEvent
  return {
    key: `k${seq}`,
    event: full,
    state: 'sent',
    tried: false,
    problem: null,
    changing: false,
  }
}

const notice = (seq: number, event: Partial<AnyEvent> = {}) =>
  item(seq, { kind: 'join', user: 'anna', role: 'member', ...event } as Partial<AnyEvent>)

const runs = (items: TimelineItem[]) =>
  timelineRows(items, options).map((row) => row.kind === 'message' && row.startsRun)

describe('runs of messages', () => {
  it('name the author once within five minutes', () => {
    expect(runs([item(1), item(2, { at: noon + 4 * MINUTE })])).toEqual([true, false])
  })

  it('begin anew five minutes after the first of the run, not after the last', () => {
    const times = [0, 3, 6, 8].map((minutes, index) =>
      item(index + 1, { at: noon + minutes * MINUTE }),
    )
    expect(runs(times)).toEqual([true, false, true, false])
  })

  it('begin anew with another author, and after a notice', () => {
    expect(runs([item(1), item(2, { author: 'ben' }), item(3)])).toEqual([true, true, true])
    expect(runs([item(1), notice(2), item(3)])).toEqual([true, false, true])
  })

  it('go on over events that show nothing', () => {
    const silent = (['edit', 'delete', 'react', 'unknown'] as const).map((kind, index) =>
      item(index + 2, { kind } as Partial<AnyEvent>),
    )
    expect(runs([item(1), ...silent, item(9)])).toEqual([true, false])
  })

  it('do not go on when the clock went back by more than their length', () => {
    expect(runs([item(1), item(2, { at: noon - 6 * MINUTE })])).toEqual([true, true])
  })
})

describe('days', () => {
  it('are divided where the local date changes', () => {
    const midnight = new Date(2025, 5, 11).getTime()
    const rows = timelineRows(
      [item(1), item(2, { at: midnight - 1 }), item(3, { at: midnight })],
      options,
    )
    expect(rows.map((row) => row.startsDay)).toEqual([true, false, true])
    expect((rows[2] as MessageRow).startsRun).toBe(true)
    expect(rows[2]!.day).toBe(midnight)
  })
})

describe('the unread line', () => {
  const seen = (unreadAfter: number | null, items: TimelineItem[]) =>
    timelineRows(items, { ...options, unreadAfter })
      .filter((row) => row.startsNew)
      .map((row) => row.key)

  it('stands once, above the first message after the read marker', () => {
    expect(seen(1, [item(1), item(2), item(3)])).toEqual(['k2'])
  })

  it('passes over own messages, notices and what has no place yet', () => {
    const own = item(2, { author: 'me' })
    const pending = item(0, { author: 'me' })
    expect(seen(1, [item(1), own, notice(3), item(4), pending])).toEqual(['k4'])
    expect(seen(1, [item(1), own, pending])).toEqual([])
  })

  it('is absent where nothing is unread', () => {
    expect(seen(null, [item(1)])).toEqual([])
    expect(seen(5, [item(1), item(5)])).toEqual([])
  })

  it('breaks a run', () => {
    const rows = timelineRows([item(1), item(2)], { ...options, unreadAfter: 1 })
    expect((rows[1] as MessageRow).startsRun).toBe(true)
  })
})

describe('notices', () => {
  it('fold into one row while nothing comes between', () => {
    const rows = timelineRows([notice(1), notice(2), item(3), notice(4)], options)
    expect(rows.map((row) => (row as NoticeRow).events?.length ?? 0)).toEqual([2, 0, 1])
    expect(rows[0]!.key).toBe('k1')
  })

  it('tell of a creation once: that its owner is in it goes without saying', () => {
    const created = item(1, { kind: 'create', name: 'Tea' } as Partial<AnyEvent>)
    const owned = notice(2, { role: 'owner' } as Partial<AnyEvent>)
    const [row] = timelineRows([created, owned, notice(3)], options)
    expect((row as NoticeRow).events.map(({ seq }) => seq)).toEqual([1, 3])
    expect(timelineRows([owned, item(3)], options).map(({ kind }) => kind)).toEqual(['message'])
  })

  it('do not fold across days', () => {
    const rows = timelineRows([notice(1), notice(2, { at: noon + 24 * 60 * MINUTE })], options)
    expect(rows).toHaveLength(2)
  })
})

it('shows the beginning where the window reaches it, even of an empty conversation', () => {
  expect(timelineRows([], { ...options, atStart: true }).map((row) => row.kind)).toEqual([
    'beginning',
  ])
  expect(timelineRows([item(1)], { ...options, atStart: true })[1]!.startsDay).toBe(true)
})

describe('keeping rows', () => {
  it('keeps the objects of rows that did not change', () => {
    const keep = createRowKeeper()
    const items = [item(1), item(2), notice(3)]
    const before = keep(items, options)
    const after = keep([...items, item(4)], options)
    expect(after.slice(0, 3).every((row, index) => row === before[index])).toBe(true)
  })

  it('makes a new one for an item that changed, and for a run that lost its head', () => {
    const keep = createRowKeeper()
    const items = [item(2), item(3)]
    const before = keep(items, options)
    const after = keep([item(1), items[0]!, { ...items[1]!, changing: true }], options)
    expect(after[1]).not.toBe(before[0])
    expect((after[1] as MessageRow).startsRun).toBe(false)
    expect(after[2]).not.toBe(before[1])
  })
})
