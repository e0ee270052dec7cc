import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { whileTelling } from './while-telling.ts'

let told: string[]
const logger = { warn: (_facts: object, words: string) => void told.push(words) }

beforeEach(() => {
  told = []
  vi.useFakeTimers()
})
afterEach(() => void vi.useRealTimers())

it('says every five seconds that a start goes on, for as long as it does', async () => {
  let ready: (served: string) => void = () => {}
  const waiting = whileTelling(new Promise<string>((resolve) => (ready = resolve)), logger)
  await vi.advanceTimersByTimeAsync(11_000)
  expect(told).toEqual(['still starting', 'still starting'])
  ready('served')
  expect(await waiting).toBe('served')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(told).toHaveLength(2)
})

it('says no more of one that failed', async () => {
  await expect(whileTelling(Promise.reject(new Error('full')), logger)).rejects.toThrow('full')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(told).toEqual([])
})
