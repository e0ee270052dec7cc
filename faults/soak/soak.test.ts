import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runSoak, type RunOptions } from './run-soak.ts'

/** What a failing run is to be repeated with is in the names of what it found. */
async function soaked(options: Partial<RunOptions>) {
  const seed = Number(process.env['PARLEY_LAB_SEED'] ?? Date.now() % 1_000_000)
  const usual = { seed, clients: 5, messages: 160, faultEvery: 6, speed: 20, duration: 60_000 }
  return { seed, ...(await runSoak({ ...usual, ...options })) }
}

it(
  'every acknowledged message is there once, in order and everywhere, whatever breaks',
  { timeout: 150_000 },
  async () => {
    const { seed, violations, faults, lab } = await soaked({})
    expect({ seed, violations }).toEqual({ seed, violations: [] })
    expect(lab.ledger.acknowledged.length).toBeGreaterThan(100)
    expect(faults.size).toBeGreaterThan(20)
  },
)

it(
  'finds the loss where a server acknowledges before it commits',
  { timeout: 150_000 },
  async () => {
    const { violations } = await soaked({
      entry: join(import.meta.dirname, '../hooked/hasty-server.ts'),
      kinds: ['server killed while committing'],
      clients: 3,
      messages: 60,
      faultEvery: 15,
    })
    expect(violations.join('\n')).toMatch(/acknowledged as \d+, is (lost|stored as)/)
  },
)
