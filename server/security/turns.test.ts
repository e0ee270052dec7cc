import { describe, expect, it } from 'vitest'
import { Turns, type Turn } from './turns.ts'

function served(turns: Turns<string>): string {
  const items: string[] = []
  for (let item = turns.shift(); item !== undefined; item = turns.shift()) items.push(item)
  return items.join(' ')
}

function at(address: string, name: string): Turn {
  return { address, name }
}

describe('turns', () => {
  it('of one person are in the order in which they came', () => {
    const turns = new Turns<string>()
    for (const item of ['a1', 'a2', 'a3']) turns.push(at('here', 'ada'), item)
    expect(served(turns)).toBe('a1 a2 a3')
  })

  it('go round between addresses, and within each between names', () => {
    const turns = new Turns<string>()
    for (const item of ['a1', 'a2', 'a3', 'a4']) turns.push(at('here', 'ada'), item)
    turns.push(at('here', 'bob'), 'b1')
    turns.push(at('there', 'cleo'), 'c1')
    turns.push(at('there', 'cleo'), 'c2')
    expect(served(turns)).toBe('a1 c1 b1 c2 a2 a3 a4')
  })

  it('say how many come before one who came now', () => {
    const turns = new Turns<string>()
    for (let n = 0; n < 50; n += 1) {
      for (let name = 0; name < 20; name += 1) turns.push(at('flood', `f${name}`), 'x')
    }
    expect(turns.size).toBe(1_000)
    expect(turns.ahead(at('elsewhere', 'ada'))).toBe(1)
    expect(turns.ahead(at('flood', 'ada'))).toBe(20)
    expect(turns.ahead(at('flood', 'f0'))).toBe(50 + 19 * 50)
    turns.push(at('flood', 'ada'), 'ada')
    const order = [...Array(21).keys()].map(() => turns.shift())
    expect(order.indexOf('ada')).toBe(20)
  })

  it('come first to a name that was not served yet, among many that were', () => {
    const turns = new Turns<string>()
    for (let n = 0; n < 25 * 4; n += 1) turns.push(at('here', `flood ${n % 25}`), 'flood')
    for (let n = 0; n < 30; n += 1) {
      turns.shift()
      turns.push(at('here', `flood ${n % 25}`), 'flood')
    }
    expect(turns.ahead(at('here', 'ada'))).toBe(0)
    turns.push(at('here', 'ada'), 'ada')
    expect(turns.shift()).toBe('ada')
    expect(turns.ahead(at('here', 'ada'))).toBeGreaterThan(0)
  })

  it('hand out all that waits when they are cleared', () => {
    const turns = new Turns<string>()
    turns.push(at('here', 'ada'), 'a')
    turns.push(at('there', 'bob'), 'b')
    expect(turns.clear()).toEqual(['a', 'b'])
    expect(turns.size).toBe(0)
    expect(turns.shift()).toBeUndefined()
  })
})
