import { describe, expect, it } from 'vitest'
import { Refused } from '../../../protocol/index.ts'
import { Backoffs } from './backoffs.ts'
import { TokenBuckets } from './token-buckets.ts'

function clockAt(start = 1_000_000) {
  let time = start
  return { now: () => time, pass: (milliseconds: number) => void (time += milliseconds) }
}

function retryAfter(attempt: () => void): number | 'free' {
  try {
    attempt()
    return 'free'
  } catch (error) {
    if (error instanceof Refused) return error.details.retryAfter ?? Number.NaN
    throw error
  }
}

describe('a token bucket', () => {
  it('gives its burst at once, then says how long to wait', () => {
    const buckets = new TokenBuckets({ burst: 3, perSecond: 2 }, clockAt())
    for (let taken = 0; taken < 3; taken += 1) buckets.take('ada')
    expect(retryAfter(() => buckets.take('ada'))).toBe(500)
  })

  it('fills again with time, to its burst and no further', () => {
    const clock = clockAt()
    const buckets = new TokenBuckets({ burst: 2, perSecond: 1 }, clock)
    buckets.take('ada', 2)
    clock.pass(1_000)
    buckets.take('ada')
    expect(retryAfter(() => buckets.take('ada'))).toBe(1_000)
    clock.pass(3_600_000)
    buckets.take('ada', 2)
    expect(retryAfter(() => buckets.take('ada'))).toBe(1_000)
  })

  it('keeps people apart', () => {
    const buckets = new TokenBuckets({ burst: 1, perSecond: 1 }, clockAt())
    buckets.take('ada')
    expect(retryAfter(() => buckets.take('grace'))).toBe('free')
  })

  it('does not run backwards with the clock', () => {
    const clock = clockAt()
    const buckets = new TokenBuckets({ burst: 1, perSecond: 1 }, clock)
    buckets.take('ada')
    clock.pass(-60_000)
    expect(retryAfter(() => buckets.take('ada'))).toBe(1_000)
  })

  it('forgets those who are full again when many come', () => {
    const clock = clockAt()
    const buckets = new TokenBuckets({ burst: 1, perSecond: 1 }, clock)
    for (let person = 0; person < 10_000; person += 1) buckets.take(`person ${person}`)
    clock.pass(2_000)
    buckets.take('one more')
    expect(buckets.size).toBe(1)
  })

  it('without a rate lets everything pass', () => {
    const buckets = new TokenBuckets(null, clockAt())
    for (let taken = 0; taken < 1_000; taken += 1) buckets.take('ada')
    expect(buckets.size).toBe(0)
  })
})

describe('a backoff', () => {
  const backoff = { free: 3, first: 1_000, longest: 8_000, forgive: 60_000 }

  function failedTimes(backoffs: Backoffs, key: string, times: number): void {
    for (let time = 0; time < times; time += 1) backoffs.began(key)
  }

  it('doubles the wait with each failure after the free ones, up to the longest', () => {
    const backoffs = new Backoffs(backoff, clockAt())
    failedTimes(backoffs, 'ada', 2)
    expect(retryAfter(() => backoffs.assertFree('ada'))).toBe('free')
    const waits = [1, 2, 3, 4, 5].map(() => {
      backoffs.began('ada')
      return retryAfter(() => backoffs.assertFree('ada'))
    })
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 8_000])
  })

  it('lets through once the wait is over', () => {
    const clock = clockAt()
    const backoffs = new Backoffs(backoff, clock)
    failedTimes(backoffs, 'ada', 3)
    clock.pass(1_000)
    expect(retryAfter(() => backoffs.assertFree('ada'))).toBe('free')
  })

  it('counts attempts from their start, and takes a success back', () => {
    const backoffs = new Backoffs(backoff, clockAt())
    failedTimes(backoffs, 'ada', 2)
    const attempt = backoffs.began('ada')
    expect(retryAfter(() => backoffs.assertFree('ada'))).toBe(1_000)
    attempt.takeBack()
    expect(retryAfter(() => backoffs.assertFree('ada'))).toBe('free')
    backoffs.began('ada')
    expect(retryAfter(() => backoffs.assertFree('ada'))).toBe(1_000)
  })

  it('makes nobody wait for a success, however many failed before', () => {
    const clock = clockAt()
    const backoffs = new Backoffs(backoff, clock)
    failedTimes(backoffs, 'a class', 50)
    clock.pass(backoff.longest)
    for (let pupil = 0; pupil < 5; pupil += 1) {
      backoffs.began('a class').takeBack()
      expect(retryAfter(() => backoffs.assertFree('a class'))).toBe('free')
    }
    backoffs.began('a class')
    expect(retryAfter(() => backoffs.assertFree('a class'))).toBe(backoff.longest)
  })

  it('keeps the wait of one who failed while another succeeded', () => {
    const clock = clockAt()
    const backoffs = new Backoffs(backoff, clock)
    failedTimes(backoffs, 'a class', 3)
    clock.pass(backoff.longest)
    const slow = backoffs.began('a class')
    clock.pass(2_000)
    backoffs.began('a class')
    slow.takeBack()
    expect(retryAfter(() => backoffs.assertFree('a class'))).toBe(4_000)
  })

  it('forgives one failure after another', () => {
    const clock = clockAt()
    const backoffs = new Backoffs(backoff, clock)
    failedTimes(backoffs, 'ada', 5)
    clock.pass(3 * 60_000)
    backoffs.began('ada')
    expect(retryAfter(() => backoffs.assertFree('ada'))).toBe(1_000)
  })

  it('remembers no more keys than it may', () => {
    const backoffs = new Backoffs(backoff, clockAt(), 100)
    for (let name = 0; name < 5_000; name += 1) backoffs.began(`name ${name}`)
    expect(backoffs.size).toBe(100)
  })
})
