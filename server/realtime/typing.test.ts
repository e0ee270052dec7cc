import { expect, it } from 'vitest'
import { LocalBroker } from '../broker/local/local-broker.ts'
import { Metrics } from '../observability/metrics.ts'
import { Typing } from './typing.ts'

it('is shed where so many hear it that it would crowd out messages', () => {
  const broker = new LocalBroker(() => {})
  const metrics = new Metrics()
  const told: string[] = []
  broker.subscribe((message) => {
    if (message.kind === 'frame') told.push(message.frame)
  })
  const typing = new Typing({ node: 'one', broker, subscribers: () => 5_000, metrics })
  for (let n = 0; n < 40; n++) typing.typing({ user: `user${n}`, session: 's' }, n, 'crowd', true)
  // One second can pass meanwhile, so twice the second's room is the most.
  expect(told.length).toBeGreaterThanOrEqual(4)
  expect(told.length).toBeLessThanOrEqual(8)
  expect(metrics.counts.typingShed).toBe(40 - told.length)
})
