import { expect, it } from 'vitest'
import type { AnyEvent } from '../../protocol/index.ts'
import { violations, type Evidence } from './verdict.ts'

const at = 1_793_318_400_000
const said = (seq: number, author = 'ann'): AnyEvent => ({
  ...{ seq, at, author, cid: `cid-${seq}`, messages: seq },
  ...{ kind: 'message', text: `text ${seq}` },
})
const log = [said(1), said(2, 'ben'), said(3)]
const typed = [1, 3].map((seq) => ({
  ...{ device: 'Ann', conversation: 'group', text: `text ${seq}`, cid: `cid-${seq}` },
}))
const acknowledged = log.map(({ seq, cid }) => ({
  ...{ cid: cid!, conversation: 'group', seq, kind: 'message' },
}))

function found(change: Partial<Evidence>): string[] {
  return violations({
    logs: new Map([['group', log]]),
    acknowledged,
    typed,
    cidOf: new Map(),
    outboxes: new Map(),
    shown: [{ device: 'Ann', conversation: 'group', events: log }],
    ...change,
  })
}

it('finds nothing where all is well', () => {
  expect(found({})).toEqual([])
})

it('finds what was acknowledged and is lost, or lies elsewhere', () => {
  const logs = new Map([['group', log.slice(0, 2)]])
  expect(found({ logs, typed: [], shown: [] })).toEqual([
    'group: message cid-3, acknowledged as 3, is lost',
  ])
  const moved = [{ ...acknowledged[0]!, seq: 2 }]
  expect(found({ acknowledged: moved })).toEqual([
    'group: message cid-1, acknowledged as 2, is stored as 1',
  ])
})

it('finds holes and doubles', () => {
  const holed = new Map([['group', [log[0]!, log[2]!]]])
  const only = { acknowledged: [], typed: [], shown: [] }
  expect(found({ logs: holed, ...only })).toEqual(['group: event 2 of the log has seq 3'])
  const doubled = new Map([['group', [log[0]!, { ...log[0]!, seq: 2 }]]])
  expect(found({ logs: doubled, ...only })).toEqual(['group: cid-1 is stored twice, as 1 and 2'])
})

it('finds what was typed and is nowhere, stuck, or kept without a reason', () => {
  const more = { device: 'Ann', conversation: 'group', text: 'text 4', cid: 'cid-4' }
  const item = {
    ...{ cid: 'cid-4', account: 'ann', conversation: 'group', order: 4, at, tried: false },
    event: { kind: 'message' as const, text: 'text 4' },
  }
  const lost = { typed: [...typed, more] }
  expect(found(lost)).toEqual(['group: cid-4, typed at Ann, is neither stored nor in the outbox'])
  const problem = { code: 'not_found', message: 'no such conversation' }
  const kept = (state: 'waiting' | 'failed', why: typeof problem | null) =>
    found({ ...lost, outboxes: new Map([['Ann', [{ ...item, state, problem: why }]]]) })
  expect(kept('failed', problem)).toEqual([])
  expect(kept('failed', null)).toEqual(['group: cid-4 is in the outbox of Ann without a reason'])
  expect(kept('waiting', null)).toEqual([
    'group: cid-4 is in the outbox of Ann though nothing is in its way',
  ])
})

it('forgives what a killed window had not put away, but not what it had sent', () => {
  const half = { device: 'Ann', conversation: 'group', text: 'text 4', cid: null }
  expect(found({ typed: [...typed, half] })).toEqual([])
  expect(found({ typed: [...typed, half], cidOf: new Map([['text 4', 'cid-4']]) })).toHaveLength(1)
})

it('finds what overtook', () => {
  expect(found({ typed: typed.toReversed() })).toEqual(['group: Ann typed 1 after 3'])
})

it('finds what a device shows otherwise, not at all, or alone', () => {
  const shows = (events: AnyEvent[]) =>
    found({ shown: [{ device: 'Ann', conversation: 'group', events }] })
  const other = { ...log[2]!, text: 'other' } as AnyEvent
  expect(shows([log[0]!, log[1]!, other])).toHaveLength(1)
  expect(shows([log[0]!, log[1]!])).toHaveLength(1)
  expect(shows([...log, said(4)])).toEqual(['group: Ann shows 1 events that are not stored'])
})
