import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { User } from '../../../protocol/index.ts'
import { KnownPeople } from './known-people.ts'

it('lets go on in the order in which was asked, so that nobody’s later message overtakes', async () => {
  const answers: (() => void)[] = []
  const known = new KnownPeople({
    byIds: (ids) =>
      new Promise((resolve) => {
        const found = ids.map((id) => ({ id }) as User)
        answers.push(() => resolve(found))
      }),
  })
  const order: string[] = []
  void known.unknownAmong(['ada', 'grace']).then(() => order.push('first'))
  void known.unknownAmong(['ada', 'grace']).then(() => order.push('second'))
  answers.shift()!()
  await setImmediate()
  if (known.has(['ada', 'grace'])) order.push('third, without waiting')
  for (const answer of answers) answer()
  await setImmediate()
  expect(order).toEqual(['first', 'second', 'third, without waiting'])
})

it('asks anew about those who were unknown', async () => {
  const registered = new Set<string>()
  const known = new KnownPeople({
    byIds: async (ids) => ids.filter((id) => registered.has(id)).map((id) => ({ id }) as User),
  })
  expect(await known.unknownAmong(['ada'])).toEqual(['ada'])
  registered.add('ada')
  expect(await known.unknownAmong(['ada', 'ada'])).toEqual([])
  expect(known.has(['ada'])).toBe(true)
})

it('knows who was removed, and takes nobody for present who was removed while it asked', async () => {
  const answers: (() => void)[] = []
  const ada = { id: 'ada' } as User
  const known = new KnownPeople({
    byIds: () => new Promise((resolve) => answers.push(() => resolve([ada]))),
  })
  const asked = known.absentAmong(['ada'])
  known.removed('ada')
  answers.shift()!()
  expect(await asked).toEqual(['ada'])
  expect(known.has(['ada'])).toBe(false)
  const unknown = known.unknownAmong(['ada'])
  answers.shift()!()
  expect(await unknown).toEqual([])
})

it('takes who is kept as removed for absent, not for unknown', async () => {
  const known = new KnownPeople({
    byIds: async (ids) => ids.map((id) => ({ id, removed: true }) as User),
  })
  expect(await known.absentAmong(['ada'])).toEqual(['ada'])
  expect(await known.unknownAmong(['ada'])).toEqual([])
})

it('calls nobody unknown for having to forget', async () => {
  const byIds = async (ids: readonly string[]) => ids.map((id) => ({ id }) as User)
  const known = new KnownPeople({ byIds }, 0)
  const people = ['ada', 'grace', 'edsger', 'barbara']
  expect(await Promise.all(people.map((id) => known.unknownAmong([id])))).toEqual([[], [], [], []])
})
