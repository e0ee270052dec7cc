import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Presence, Timestamp, UserId } from '../../../protocol/index.ts'
import { LocalBroker } from '../../broker/local/local-broker.ts'
import { PresenceBoard } from './presence-board.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_000 }))
afterEach(() => void vi.useRealTimers())

function space() {
  const broker = new LocalBroker(() => {})
  const stored = new Map<UserId, Timestamp>()
  const people = {
    lastSeen: (ids: readonly UserId[]) =>
      Promise.resolve(new Map([...stored].filter(([id]) => ids.includes(id)))),
    setSeen: (seen: ReadonlyMap<UserId, Timestamp>) => {
      for (const [id, at] of seen) stored.set(id, at)
      return Promise.resolve()
    },
  }
  const changes: [UserId, Presence][] = []
  const board = (node: string) =>
    new PresenceBoard({
      node,
      broker,
      people,
      clock: { now: () => Date.now() },
      grace: 5_000,
      storeEvery: 30_000,
      onChange: (user, presence) => changes.push([user, presence]),
      onFailure: (error) => {
        throw error
      },
    })
  return { board, changes, stored }
}

it('counts somebody as there for the grace period, and then as gone since its end', async () => {
  const { board, changes } = space()
  const one = board('one')
  one.arrived('ada')
  vi.advanceTimersByTime(1_000)
  one.left('ada', 'online')
  vi.advanceTimersByTime(4_999)
  expect((await one.of(['ada'])).get('ada')).toEqual({ state: 'online', since: 1_000 })
  vi.advanceTimersByTime(1)
  expect((await one.of(['ada'])).get('ada')).toEqual({ state: 'offline', since: 7_000 })
  expect(changes.map(([, { state }]) => state)).toEqual(['online', 'offline'])
})

it('says nothing of a reload', () => {
  const { board, changes } = space()
  const one = board('one')
  one.arrived('ada')
  one.left('ada', 'online')
  vi.advanceTimersByTime(3_000)
  one.arrived('ada')
  vi.advanceTimersByTime(60_000)
  expect(changes).toEqual([['ada', { state: 'online', since: 1_000 }]])
})

it('stores many departures in one go, and knows them meanwhile', async () => {
  const { board, stored } = space()
  const one = board('one')
  for (const user of ['ada', 'bob']) {
    one.arrived(user)
    one.left(user, 'online')
  }
  await vi.advanceTimersByTimeAsync(5_000)
  expect(stored.size).toBe(0)
  expect((await one.of(['bob'])).get('bob')).toEqual({ state: 'offline', since: 6_000 })
  await vi.advanceTimersByTimeAsync(30_000)
  expect([...stored]).toEqual([
    ['ada', 6_000],
    ['bob', 6_000],
  ])
  expect((await one.of(['bob'])).get('bob')).toEqual({ state: 'offline', since: 6_000 })
})

it('is the best of what all nodes say', async () => {
  const { board, changes } = space()
  const [one, two] = [board('one'), board('two')]
  const state = async () => (await one.of(['ada'])).get('ada')!.state
  one.arrived('ada')
  two.arrived('ada')
  one.moved('ada', 'online', 'away')
  expect(await state()).toBe('online')
  two.moved('ada', 'online', 'away')
  expect(await state()).toBe('away')
  one.left('ada', 'away')
  vi.advanceTimersByTime(5_000)
  expect(await state()).toBe('away')
  two.left('ada', 'away')
  vi.advanceTimersByTime(5_000)
  expect(await state()).toBe('offline')
  const heardByOne = changes.filter((_, index) => index % 2 === 0)
  expect(heardByOne.map(([, presence]) => presence.state)).toEqual(['online', 'away', 'offline'])
})

it('stores those who are still there when it closes', async () => {
  const { board, stored } = space()
  const one = board('one')
  one.arrived('ada')
  vi.setSystemTime(9_000)
  await one.close()
  expect([...stored]).toEqual([['ada', 9_000]])
})

it('knows nothing of those who never came', async () => {
  const { board } = space()
  expect((await board('one').of(['nobody'])).get('nobody')).toEqual({
    state: 'offline',
    since: null,
  })
})
