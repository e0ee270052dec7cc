import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { canonicalEmoji } from './canonical-emoji.ts'
import { emojiNamed, findEmoji, type Emoji } from './find-emoji.ts'

const data = new URL(
  '../../../../../node_modules/emoji-picker-element-data/en/github/data.json',
  import.meta.url,
)
const all = JSON.parse(readFileSync(data, 'utf8')) as Emoji[]

describe('emoji by name', () => {
  it.each([
    ['tada', '🎉'],
    ['+1', '👍'],
    ['smile', '😄'],
    ['heart', '❤️'],
  ])(':%s:', (name, emoji) => {
    expect(emojiNamed(all, name)).toBe(emoji)
    expect(findEmoji(all, name)[0]).toEqual({ emoji, name })
  })

  it('are found by their beginning, by a word inside, and by what they stand for', () => {
    expect(findEmoji(all, 'tad')[0]!.emoji).toBe('🎉')
    expect(findEmoji(all, 'cat', 20).map(({ name }) => name)).toContain('cat')
    expect(findEmoji(all, 'celebra').map(({ emoji }) => emoji)).toContain('🎉')
  })

  it('are never more than asked for, and none for nonsense', () => {
    expect(findEmoji(all, 's', 5)).toHaveLength(5)
    expect(findEmoji(all, 'qqqq')).toEqual([])
    expect(emojiNamed(all, 'qqqq')).toBeNull()
  })
})

it('writes each emoji in one way', () => {
  expect(canonicalEmoji('👍\ufe0f')).toBe('👍')
  expect(canonicalEmoji('❤\ufe0f')).toBe('❤\ufe0f')
})
