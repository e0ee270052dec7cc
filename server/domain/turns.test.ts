import { describe, expect, it } from 'vitest'
import { Turns } from './turns.ts'

describe('turns', () => {
  it('are forgotten once everybody had theirs', async () => {
    const turns = new Turns()
    const order: string[] = []
    const outcomes = await Promise.allSettled([
      turns.take('boats', async () => order.push('first')),
      turns.take('boats', async () => {
        throw new Error('second')
      }),
      turns.take('boats', async () => order.push('third')),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(order).toEqual(['first', 'third'])
    expect(turns.size).toBe(0)
  })
})
