import { expect, it } from 'vitest'
import { presenceWords } from './presence-words.ts'

const now = new Date(2025, 2, 12, 15, 30).getTime()
const minute = 60_000
const say = (state: 'online' | 'away' | 'offline', since: number | null) =>
  presenceWords({ state, since }, 'en-GB', now)

it('says nothing where it is not known', () => {
  expect(presenceWords(null, 'en', now)).toBe(null)
})

it('says online without a time', () => {
  expect(say('online', now - 5 * minute)).toEqual({ key: 'frame.presence.online' })
})

it('says since when somebody is away, unless that was another day', () => {
  expect(say('away', now - 25 * minute)).toEqual({
    key: 'people.awaySince',
    blanks: { time: '15:05' },
  })
  expect(say('away', now - 24 * 60 * minute)).toEqual({ key: 'frame.presence.away' })
  expect(say('away', null)).toEqual({ key: 'frame.presence.away' })
})

it('says when somebody was last here', () => {
  expect(say('offline', now - 90 * minute)).toEqual({
    key: 'people.lastSeen',
    blanks: { when: '1 hour ago' },
  })
  expect(say('offline', now - 20_000)).toEqual({ key: 'people.lastSeen', justNow: true })
})

it('tells who has never been here from who is gone', () => {
  expect(say('offline', null)).toEqual({ key: 'people.neverSeen' })
})
