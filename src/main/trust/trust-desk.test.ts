import { expect, test } from 'vitest'
import type { KnownSpace, SpaceTrust } from '../../../shared/ipc/schemas.ts'
import { createTrustDesk } from './trust-desk.ts'

const [ours, theirs, third] = ['A', 'B', 'C'].map((letter) => letter.repeat(42) + 'A') as [
  string,
  string,
  string,
]

function open(...given: Partial<KnownSpace>[]) {
  const list = given.map((space, index) => ({
    id: `space-${index}`,
    name: 'Team',
    url: 'https://10.0.0.5:7759',
    hosted: false,
    ...space,
  }))
  const announced: SpaceTrust[][] = []
  const desk = createTrustDesk({
    spaces: () => list,
    pin: async (id, fingerprint) => {
      list.find((space) => space.id === id)!.fingerprint = fingerprint
    },
    announce: (troubles) => announced.push(troubles),
  })
  return { announced, desk, list }
}

test('a space is admitted by its key alone, whatever an authority says', () => {
  const { announced, desk } = open({ fingerprint: ours })
  expect(desk.admits('https://10.0.0.5:7759/api/v1/space', ours, false)).toBe(true)
  expect(desk.admits('wss://10.0.0.5:7759/api/v1/socket', theirs, false)).toBe(false)
  expect(desk.admits('https://10.0.0.5:7759/', theirs, true)).toBe(false)
  const trouble = { space: 'space-0', pinned: ours, seen: theirs }
  expect(desk.troubles()).toEqual([trouble])
  expect(announced).toEqual([[trouble]])
})

test('a space without a key of its own is admitted where an authority vouches for it', () => {
  const { desk } = open({ url: 'https://chat.example' })
  expect(desk.admits('https://chat.example/', ours, true)).toBe(true)
  expect(desk.troubles()).toEqual([])
  expect(desk.admits('wss://chat.example:443/', theirs, false)).toBe(false)
  expect(desk.troubles()).toEqual([{ space: 'space-0', pinned: null, seen: theirs }])
})

test('of addresses that are no space’s the system decides, and nobody is told', () => {
  const { announced, desk } = open({ fingerprint: ours })
  expect(desk.admits('https://10.0.0.5:8000/', ours, false)).toBe(false)
  expect(desk.admits('https://elsewhere.example/', theirs, true)).toBe(true)
  expect(announced).toEqual([])
})

test('spaces of one machine are told apart by their ports', () => {
  const { desk } = open(
    { fingerprint: ours },
    { url: 'https://10.0.0.5:8000', fingerprint: theirs },
  )
  expect(desk.admits('https://10.0.0.5:8000/', theirs, false)).toBe(true)
  expect(desk.admits('https://10.0.0.5:7759/', theirs, false)).toBe(false)
  expect(desk.onMachine('10.0.0.5', ours)).toBe('other')
})

test('a machine is known by one key where all of its spaces are', () => {
  const { desk } = open(
    { url: 'https://[fd00::5]:7759', fingerprint: ours },
    { url: 'https://[fd00::5]:8000', fingerprint: ours },
    { url: 'http://plain.local:7759' },
    { url: 'https://chat.example' },
  )
  expect(desk.onMachine('fd00::5', ours)).toBe('pinned')
  expect(desk.onMachine('[fd00::5]', ours)).toBe('pinned')
  expect(desk.onMachine('fd00::5', theirs)).toBe('other')
  for (const host of ['plain.local', 'chat.example', 'nobody.example']) {
    expect(desk.onMachine(host, ours)).toBe('unpinned')
  }
})

test('a key that was seen can be trusted, and no other', async () => {
  const { announced, desk, list } = open({ fingerprint: ours })
  await expect(desk.accept('space-0', theirs)).rejects.toThrow('another key')
  desk.admits('https://10.0.0.5:7759/', theirs, false)
  await expect(desk.accept('space-0', third)).rejects.toThrow('another key')
  await desk.accept('space-0', theirs)
  expect(list[0]!.fingerprint).toBe(theirs)
  expect(announced.at(-1)).toEqual([])
  expect(desk.admits('https://10.0.0.5:7759/', theirs, false)).toBe(true)
  expect(desk.admits('https://10.0.0.5:7759/', ours, false)).toBe(false)
})

test('a trouble is over once the space itself answers again', () => {
  const { announced, desk } = open({ fingerprint: ours })
  desk.admits('https://10.0.0.5:7759/', theirs, false)
  desk.answered('https://10.0.0.5:8000/')
  expect(desk.troubles()).toHaveLength(1)
  desk.answered('wss://10.0.0.5:7759/api/v1/socket')
  expect(desk.troubles()).toEqual([])
  expect(announced).toHaveLength(2)
})

test('a space that is no longer known is in no trouble', () => {
  const { desk, list } = open({ fingerprint: ours })
  desk.admits('https://10.0.0.5:7759/', theirs, false)
  list.pop()
  expect(desk.troubles()).toEqual([])
})

test('what is said to one space is never said to another one that has its address', () => {
  for (const [one, other] of [
    [ours, theirs],
    [theirs, ours],
  ]) {
    const { desk } = open({ fingerprint: one }, { fingerprint: other })
    expect(desk.admits('wss://10.0.0.5:7759/api/v1/socket', ours, false)).toBe(false)
    expect(desk.troubles()).toHaveLength(1)
  }
  const { desk } = open({ fingerprint: ours }, {})
  expect(desk.admits('wss://10.0.0.5:7759/api/v1/socket', ours, false)).toBe(false)
})

test('a space that is looked for elsewhere is in no trouble there, nor when it is back', () => {
  const { desk, list } = open({ fingerprint: ours })
  desk.admits('https://10.0.0.5:7759/', theirs, false)
  list[0]!.url = 'https://10.0.0.6:7759'
  expect(desk.troubles()).toEqual([])
  list[0]!.url = 'https://10.0.0.5:7759'
  expect(desk.troubles()).toEqual([])
})
