import { describe, expect, it } from 'vitest'
import { daysAgo, sayAgo, sayTime } from './time-words.ts'

const now = new Date(2025, 2, 12, 15, 30).getTime()
const at = (day: number, hour = 9, month = 2, year = 2025) =>
  new Date(year, month, day, hour, 5).getTime()

describe('in a list', () => {
  it.each([
    ['today', at(12), '09:05'],
    ['this week', at(10), 'Mon'],
    ['this year', at(3, 9, 1), '3 Feb'],
    ['long ago', at(3, 9, 1, 2023), '03/02/23'],
    ['a clock that runs ahead', at(13), '09:05'],
  ])('%s', (_, time, words) => {
    expect(sayTime('en-GB', 'list', time, now)).toBe(words)
  })
})

describe('as a day', () => {
  it.each([
    ['today', at(12), 'Today'],
    ['yesterday', at(11, 23), 'Yesterday'],
    ['before', at(3), 'Monday 3 March'],
    ['another year', at(3, 9, 2, 2024), 'Sunday 3 March 2024'],
  ])('%s', (_, time, words) => {
    expect(sayTime('en-GB', 'day', time, now).replace(',', '')).toBe(words)
  })

  it('speaks the language of the person', () => {
    expect(sayTime('de', 'day', at(11), now)).toBe('Gestern')
  })
})

it('says a date with its year', () => {
  expect(sayTime('en-GB', 'date', at(3), now)).toBe('3 March 2025')
})

it('counts calendar days, not 24 hours', () => {
  expect(daysAgo(at(11, 23), at(12, 0))).toBe(1)
})

describe('ago', () => {
  it.each([
    [59_000, null],
    [5 * 60_000, '5 minutes ago'],
    [3 * 3_600_000, '3 hours ago'],
    [26 * 3_600_000, 'yesterday'],
    [400 * 86_400_000, 'last year'],
    [-5_000, null],
  ])('%d ms', (past, words) => {
    expect(sayAgo('en', now - past, now)).toBe(words)
  })
})
