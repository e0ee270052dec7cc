import { setTimeout as after } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { whileTelling } from './while-telling.ts'

const told: string[] = []
const logger = { warn: (_facts: object, words: string) => void told.push(words) }

it('says that a start goes on for as long as it does', async () => {
  const said = () => told.length
  let ready: (served: string) => void = () => {}
  const starting = new Promise<string>((resolve) => (ready = resolve))
  const waiting = whileTelling(starting, logger, 5)
  while (said() < 2) await after(5)
  ready('served')
  expect(await waiting).toBe('served')
  const before = said()
  await after(50)
  expect(told).toEqual(Array(before).fill('still starting'))
})

it('says no more of one that failed', async () => {
  const before = told.length
  await expect(whileTelling(Promise.reject(new Error('full')), logger, 5)).rejects.toThrow('full')
  await after(50)
  expect(told).toHaveLength(before)
})
