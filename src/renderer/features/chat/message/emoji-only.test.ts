import { expect, it } from 'vitest'
import { isEmojiOnly } from './emoji-only.ts'

it.each(['👍', '👍\ufe0f', ' ❤️ ', '🎉🎉🎉', '👩‍👩‍👧‍👦 🏳️‍🌈', '🇩🇪', '👍🏽\n👎'])('%j is large', (text) => {
  expect(isEmojiOnly(text)).toBe(true)
})

it.each(['', '1', '#', '*', '👍 ok', '🎉'.repeat(7), '©a', ':)', ' '])('%j is not', (text) => {
  expect(isEmojiOnly(text)).toBe(false)
})

it('does not linger over a long run that is almost emoji', () => {
  expect(isEmojiOnly(`${'👍 '.repeat(5000)}x`)).toBe(false)
})
