import { Low, Memory } from 'lowdb'
import { expect, test } from 'vitest'
import type { KnownSpace } from '../../../shared/ipc/schemas.ts'
import { createSpacesStore } from './spaces-store.ts'

function open(given?: KnownSpace) {
  const announced: string[][] = []
  const file = new Low<KnownSpace[]>(new Memory(), [])
  const spaces = createSpacesStore(file, (list) => announced.push(list.map((s) => s.name)), given)
  return { announced, spaces, file }
}

test('a space is known from when it was added until it is removed', async () => {
  const { announced, spaces } = open()
  const { id } = await spaces.add({ name: 'Team', url: 'http://10.0.0.5:7759/' })
  expect(spaces.list()).toEqual([{ id, name: 'Team', url: 'http://10.0.0.5:7759', hosted: false }])
  await spaces.remove(id)
  expect(spaces.list()).toEqual([])
  expect(announced).toEqual([['Team'], []])
})

test('an address that is known already is not added twice, however it is written', async () => {
  const { announced, spaces } = open()
  const first = await spaces.add({ name: 'Team', url: 'http://team.local:80/' })
  expect(await spaces.add({ name: 'Other', url: 'HTTP://TEAM.local/welcome#x' })).toEqual(first)
  expect(announced).toHaveLength(1)
})

test('the own space comes first, once, and follows its server to another address', async () => {
  const { announced, spaces } = open()
  await spaces.add({ name: 'Team', url: 'http://10.0.0.5:7759' })
  await spaces.setOwn({ name: 'Ann’s', url: 'http://127.0.0.1:4000' })
  await spaces.setOwn({ name: 'Ann’s', url: 'http://127.0.0.1:4000' })
  await spaces.setOwn({ name: 'Ann’s', url: 'http://127.0.0.1:5000' })
  expect(spaces.list()).toMatchObject([
    { id: 'own', url: 'http://127.0.0.1:5000', hosted: true },
    { name: 'Team' },
  ])
  expect(announced).toHaveLength(3)
})

test('an app that was started for one space lists that alone', async () => {
  const given = { id: 'given', name: 'Given', url: 'http://127.0.0.1:1', hosted: false }
  const { spaces } = open(given)
  expect(spaces.list()).toEqual([given])
  expect(await spaces.add({ name: 'Given', url: 'http://127.0.0.1:1' })).toEqual(given)
})
