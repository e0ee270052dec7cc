import { Low, Memory } from 'lowdb'
import { expect, test } from 'vitest'
import { nowhere } from '../../../shared/ipc/nowhere.ts'
import type { KnownSpace } from '../../../shared/ipc/schemas.ts'
import { createSpacesStore } from './spaces-store.ts'

function open(given?: KnownSpace) {
  const announced: string[][] = []
  /** The keys that are shown, by address. */
  const shown = new Map<string, string>()
  const file = new Low<KnownSpace[]>(new Memory(), [])
  const spaces = createSpacesStore(file, {
    announce: (list) => announced.push(list.map((s) => s.name)),
    given,
    keyAt: (url) => Promise.resolve(shown.get(url) ?? null),
  })
  return { announced, spaces, file, shown }
}

test('a space is known from when it was added until it is removed', async () => {
  const { announced, spaces } = open()
  const { id } = await spaces.add({ name: 'Team', url: 'http://10.0.0.5:7759/' })
  expect(spaces.list()).toEqual([{ id, name: 'Team', url: 'http://10.0.0.5:7759', hosted: false }])
  await spaces.remove(id)
  expect(spaces.list()).toEqual([])
  expect(announced).toEqual([['Team'], []])
})

test('a space that was joined is called what it calls itself, the own one what hosting says', async () => {
  const { announced, file, spaces } = open()
  await spaces.setOwn({ name: 'Ann’s', url: 'http://127.0.0.1:4000' })
  const { id, url } = await spaces.add({ name: 'Harbour', url: 'http://10.0.0.5:7759' })
  announced.length = 0
  await spaces.rename(id, 'Quay')
  await spaces.rename(id, 'Quay')
  await spaces.rename('own', 'Quay')
  await spaces.rename('unknown', 'Quay')
  expect(announced).toEqual([['Ann’s', 'Quay']])
  expect(file.data[1]).toEqual({ id, name: 'Quay', url, hosted: false })
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

test('a space that is found at another address with its key is the same', async () => {
  const { spaces } = open()
  const key = `${'A'.repeat(42)}A`
  const { id } = await spaces.add({ name: 'Team', url: 'https://10.0.0.5:7759', fingerprint: key })
  const team = { name: 'Team', url: 'https://10.0.0.9:7759' }
  expect(await spaces.add({ ...team, fingerprint: key })).toMatchObject({ id, url: team.url })
  const imposter = await spaces.add({ name: 'Team', url: 'https://10.0.0.7:7759' })
  expect(imposter.id).not.toBe(id)
})

const [first, other] = ['A', 'B'].map((letter) => letter.repeat(42) + 'A') as [string, string]

test('a space keeps the key it was added with, until the person trusts another', async () => {
  const { spaces } = open()
  const team = { name: 'Team', url: 'https://10.0.0.5:7759', fingerprint: first }
  const { id } = await spaces.add(team)
  expect(await spaces.add({ ...team, fingerprint: other })).toMatchObject({
    id,
    fingerprint: first,
  })
  await spaces.pin(id, other)
  expect(spaces.list()).toMatchObject([{ id, fingerprint: other }])
})

test('another space that has the address of a known one now is one of its own', async () => {
  const { shown, spaces } = open()
  const at = 'https://10.0.0.5:7759'
  const met = ['https://10.0.0.6:7759']
  const { id } = await spaces.add({ name: 'Team', url: at, fingerprint: first, addresses: met })
  const office = { name: 'Office', url: at, fingerprint: other }
  expect(await spaces.add(office)).toMatchObject({ id, fingerprint: first })
  shown.set(at, other)
  const { id: its } = await spaces.add(office)
  expect(spaces.list()).toMatchObject([
    { id, name: 'Team', url: met[0], addresses: [at], fingerprint: first },
    { id: its, name: 'Office', url: at, fingerprint: other },
  ])
  expect(await spaces.add(office)).toMatchObject({ id: its })
})

test('one that is added twice at a time is added once', async () => {
  const { shown, spaces } = open()
  const at = 'https://10.0.0.5:7759'
  await spaces.add({ name: 'Team', url: at, fingerprint: first })
  shown.set(at, other)
  const office = { name: 'Office', url: at, fingerprint: other }
  const [one, again] = await Promise.all([spaces.add(office), spaces.add(office)])
  expect(again).toEqual(one)
  expect(spaces.list()).toMatchObject([{ url: nowhere }, { name: 'Office', url: at }])
})

test('one that was met nowhere else gives way all the same, and comes back by its key', async () => {
  const { shown, spaces } = open()
  const [at, there] = ['https://10.0.0.5:7759', 'https://10.0.0.6:7759'] as const
  const { id } = await spaces.add({ name: 'Team', url: at, fingerprint: first })
  shown.set(at, other)
  await spaces.add({ name: 'Office', url: at, fingerprint: other })
  expect(spaces.list()[0]).toMatchObject({ id, url: nowhere, addresses: [at] })
  await spaces.move(id, there)
  expect(spaces.list()[0]).toMatchObject({ id, url: there, addresses: [at] })
})

test('a space that is known elsewhere already takes the address it is met at', async () => {
  const { shown, spaces } = open()
  const [at, there] = ['https://10.0.0.5:7759', 'https://10.0.0.6:7759'] as const
  const { id } = await spaces.add({ name: 'Team', url: at, fingerprint: first })
  const { id: its } = await spaces.add({ name: 'Office', url: there, fingerprint: other })
  shown.set(at, other)
  await spaces.add({ name: 'Office', url: at, fingerprint: other })
  expect(spaces.list()).toMatchObject([
    { id, url: nowhere },
    { id: its, url: at, addresses: [there] },
  ])
})

test('the own space gives its address to nobody', async () => {
  const { shown, spaces } = open()
  const url = 'https://127.0.0.1:4000'
  await spaces.setOwn({ name: 'Ann’s', url, fingerprint: first })
  shown.set(url, other)
  expect(await spaces.add({ name: 'Office', url, fingerprint: other })).toMatchObject({ id: 'own' })
})

test('a space that is known by no key takes one from the person alone', async () => {
  const { shown, spaces } = open()
  const team = { name: 'Team', url: 'https://chat.example' }
  const known = await spaces.add(team)
  shown.set(team.url, first)
  expect(await spaces.add({ ...team, fingerprint: first })).toEqual(known)
  expect(await spaces.add({ ...team, name: 'Other', fingerprint: first })).toEqual(known)
  expect(spaces.list()).toEqual([known])
  await spaces.pin(known.id, first)
  expect(spaces.list()).toEqual([{ ...known, fingerprint: first }])
})

test('the own space has the key that its server told', async () => {
  const { announced, spaces } = open()
  const own = { name: 'Ann’s', url: 'https://127.0.0.1:4000' }
  await spaces.setOwn({ ...own, fingerprint: first })
  await spaces.setOwn({ ...own, fingerprint: first })
  expect(spaces.list()).toMatchObject([{ id: 'own', fingerprint: first }])
  expect(announced).toHaveLength(1)
})

test('the one space of an app that was started for it can be trusted too', async () => {
  const { spaces } = open({ id: 'given', name: 'Given', url: 'https://127.0.0.1:1', hosted: false })
  await spaces.pin('given', first)
  expect(spaces.list()).toMatchObject([{ id: 'given', fingerprint: first }])
})

test('a space that was joined as a guest stays the same when it is served here', async () => {
  const { spaces } = open()
  const { id } = await spaces.add({ name: 'Team', url: 'https://10.0.0.5:1', fingerprint: first })
  await spaces.setOwn({ name: 'Team', url: 'http://127.0.0.1:4000', fingerprint: first })
  expect(spaces.list()).toEqual([
    { id, name: 'Team', url: 'http://127.0.0.1:4000', hosted: true, fingerprint: first },
  ])
})

test('another space that is served here takes the place of the one before', async () => {
  const { spaces } = open()
  await spaces.setOwn({ name: 'Ann’s', url: 'http://127.0.0.1:4000', fingerprint: first })
  await spaces.setOwn({ name: 'Team', url: 'http://127.0.0.1:4000', fingerprint: other })
  expect(spaces.list()).toMatchObject([{ name: 'Team', hosted: true, fingerprint: other }])
  expect(spaces.list()[0]!.id).not.toBe('own')
})

test('the own space keeps its key while it is served to this computer alone', async () => {
  const { spaces } = open()
  const own = { name: 'Ann’s', url: 'http://127.0.0.1:4000' }
  await spaces.setOwn({ ...own, fingerprint: first })
  await spaces.setOwn(own)
  expect(spaces.list()).toMatchObject([{ id: 'own', fingerprint: first }])
})

test('an own space that moved elsewhere is one like the others, and the own one again when it is back', async () => {
  const { spaces } = open()
  const own = { name: 'Ann’s', url: 'http://127.0.0.1:4000', fingerprint: first }
  await spaces.setOwn(own)
  await spaces.add({ name: 'Team', url: 'https://10.0.0.6:7759', fingerprint: other })
  await spaces.releaseOwn()
  expect(spaces.list()).toMatchObject([
    { id: 'own', hosted: false, url: nowhere, fingerprint: first },
    { name: 'Team', url: 'https://10.0.0.6:7759' },
  ])
  await spaces.move('own', 'https://10.0.0.5:7759')
  expect(spaces.list()).toMatchObject([
    { id: 'own', hosted: false, url: 'https://10.0.0.5:7759', fingerprint: first },
    { name: 'Team' },
  ])
  await spaces.setOwn(own)
  expect(spaces.list()).toMatchObject([{ id: 'own', hosted: true, url: own.url }, { name: 'Team' }])
})

test('whoever has the address of an own space that moved elsewhere is another space', async () => {
  const { spaces } = open()
  const url = 'http://127.0.0.1:4000'
  await spaces.setOwn({ name: 'Ann’s', url, fingerprint: first })
  await spaces.releaseOwn()
  const { id } = await spaces.add({ name: 'Ann’s', url })
  expect(id).not.toBe('own')
  await spaces.setOwn({ name: 'Quay', url, fingerprint: other })
  expect(spaces.list().find((space) => space.id === 'own')).toMatchObject({ url: nowhere })
})

test('where a space is met no other one is thought to be any more', async () => {
  const { spaces } = open()
  const [here, there, away] = [5, 6, 7].map((last) => `https://10.0.0.${last}:7759`) as [
    string,
    string,
    string,
  ]
  const { id } = await spaces.add({ name: 'Team', url: here, fingerprint: first })
  const office = { name: 'Office', url: there, fingerprint: other }
  const { id: its } = await spaces.add({ ...office, addresses: [away] })
  await spaces.move(id, there)
  expect(spaces.list()).toMatchObject([
    { id, url: there, addresses: [here] },
    { id: its, url: away, addresses: [there] },
  ])
  await spaces.move(its, there)
  expect(spaces.list()).toMatchObject([
    { id, url: here, addresses: [there] },
    { id: its, url: there, addresses: [away] },
  ])
  const { id: bay } = await spaces.add({
    ...{ name: 'Bay', url: 'https://10.0.0.8:7759', fingerprint: `${'C'.repeat(42)}A` },
  })
  await spaces.move(id, 'https://10.0.0.8:7759')
  const urls = spaces.list().map(({ url }) => url)
  expect(new Set(urls).size).toBe(urls.length)
  expect(spaces.list().find((space) => space.id === bay)).toMatchObject({
    ...{ url: here, addresses: ['https://10.0.0.8:7759'] },
  })
})
