import { expect, it } from 'vitest'
import { inTurn } from './in-turn.ts'

it('does one thing at a time for each key, and goes on after one that failed', async () => {
  const turn = inTurn<string>()
  const begun: string[] = []
  const ends = new Map<string, { resolve: (value: string) => void; reject: (why: Error) => void }>()
  const act = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      begun.push(name)
      ends.set(name, { resolve, reject })
    })
  const settle = () => new Promise((done) => setImmediate(done))

  const first = turn('ann', act('ann 1'))
  const second = turn('ann', act('ann 2'))
  const other = turn('ben', act('ben 1'))
  await settle()
  expect(begun).toEqual(['ann 1', 'ben 1'])

  ends.get('ann 1')!.reject(new Error('broken'))
  await expect(first).rejects.toThrow('broken')
  await settle()
  expect(begun).toEqual(['ann 1', 'ben 1', 'ann 2'])

  ends.get('ann 2')!.resolve('whole')
  ends.get('ben 1')!.resolve('whole')
  expect(await Promise.all([second, other])).toEqual(['whole', 'whole'])
})
