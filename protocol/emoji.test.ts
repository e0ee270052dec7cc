import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { isEmoji } from './emoji.ts'
import { draftEvent } from './events.ts'

type Listed = { emoji: string; skins?: { emoji: string }[] }

it('is each that people can choose, in each of its skins, with and without its variation', () => {
  const path = createRequire(import.meta.url).resolve(
    'emoji-picker-element-data/en/github/data.json',
  )
  const listed = JSON.parse(readFileSync(path, 'utf8')) as Listed[]
  const all = listed.flatMap(({ emoji, skins }) => [
    emoji,
    ...(skins ?? []).map((skin) => skin.emoji),
  ])
  expect(all.length).toBeGreaterThan(1_800)
  expect(all.filter((one) => !isEmoji(one))).toEqual([])
  const plain = all.map((one) => one.replaceAll('\ufe0f', ''))
  expect(plain.filter((one) => !isEmoji(one))).toEqual([])
})

it.each([
  '',
  'x',
  '1',
  '__proto__',
  'constructor',
  '\u200b',
  ' ',
  '👍👍',
  '👍 ',
  'a👍',
  '👍\u200d',
  '\ud83d',
  '🇩',
  '<b>',
])('is not %j, and no reaction either', (text) => {
  expect(isEmoji(text)).toBe(false)
  const react = { kind: 'react', target: 1, emoji: text, on: true }
  expect(draftEvent.safeParse(react).success).toBe(false)
})
