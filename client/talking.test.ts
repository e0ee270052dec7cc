import { expect, it } from 'vitest'
import { createWorld, register, texts } from './test/person.ts'

/** Whose id is the first, and which of the two hears first, is another in each world. */
const seeds = Array.from({ length: 8 }, (_, seed) => seed + 1)

it.each(seeds)('carries a message to the other person, who answers: world %i', async (seed) => {
  const world = createWorld(seed)
  const [ann, ben] = [await register('Ann', world), await register('Ben', world)]
  const atAnn = ann.open(ann.client.direct(ben.id))
  await ann.wait(atAnn.send('Hello Ben'))
  await world.clock.until(() => ben.client.conversations.get().length === 1)
  const atBen = ben.open(ben.client.conversations.get()[0]!.id)
  await world.clock.until(() => atBen.timeline.get().items.length === 1)
  expect(ben.client.unread.get()).toBe(1)
  await ben.wait(atBen.send('Hello Ann'))
  await world.clock.until(() => texts(atAnn.timeline.get()).length === 2)
  await world.clock.until(() => ben.client.connection.get().unsent === 0)
  expect(texts(atAnn.timeline.get())).toEqual(['Hello Ben', 'Hello Ann'])
  expect(texts(atBen.timeline.get())).toEqual(['Hello Ben', 'Hello Ann'])
  expect(ben.client.unread.get()).toBe(0)
  expect(ann.client.unread.get()).toBe(1)
  expect(ann.client.connection.get()).toMatchObject({ phase: 'online', unsent: 0 })
})
