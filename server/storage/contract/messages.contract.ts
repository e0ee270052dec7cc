import { describe, expect, it } from 'vitest'
import { limits, type Reactions } from '../../../protocol/index.ts'
import type { NewEvent } from '../storage.ts'
import { TestedSpace, type OpenStore } from './store-under-test.contract.ts'

const react = (emoji: string, on = true, target = 2): NewEvent => ({
  kind: 'react',
  target,
  emoji,
  on,
})

export function describeMessages(open: OpenStore): void {
  async function withMessage() {
    const space = await TestedSpace.open(open)
    const direct = await space.direct('ada', 'bob')
    const original = await space.say('ada', direct, 'original')
    const message = async () => {
      const [byPage, bySeq] = [
        (await space.log(direct))[1]!,
        await space.storage.log.event(direct, 2),
      ]
      expect(bySeq).toEqual(byPage)
      return byPage
    }
    return { space, direct, original, message }
  }

  describe('a message', () => {
    it('reads as it was written until something changes it', async () => {
      const { original, message } = await withMessage()
      expect(await message()).toEqual(original)
      for (const absent of ['editedAt', 'deletedBy', 'reactions', 'rev'])
        expect(original).not.toHaveProperty(absent)
    })

    it('that was edited reads with its newest text, when, and the seq of the edit', async () => {
      const { space, direct, original, message } = await withMessage()
      await space.put('ada', direct, { kind: 'edit', target: 2, text: 'better' })
      const [second] = await space.put('ada', direct, { kind: 'edit', target: 2, text: 'best' })
      const expected = { ...original, text: 'best', editedAt: second!.at, rev: 4 }
      expect(await message()).toEqual(expected)
      await space.reopen()
      expect(await message()).toEqual(expected)
    })

    it('that was deleted keeps its place, and its text is gone from it and from every edit of it', async () => {
      const { space, direct, original, message } = await withMessage()
      await space.say('ada', direct, 'another')
      await space.put('ada', direct, { kind: 'edit', target: 2, text: 'better' })
      await space.put('ada', direct, { kind: 'edit', target: 3, text: 'another, edited' })
      await space.put('bob', direct, react('👍'))
      await space.put('bob', direct, { kind: 'delete', target: 2 })
      expect(await message()).toEqual({ ...original, text: null, deletedBy: 'bob', rev: 7 })
      const log = await space.log(direct)
      expect(log[3]).toMatchObject({ kind: 'edit', target: 2, text: null })
      expect(log[4]).toMatchObject({ kind: 'edit', target: 3, text: 'another, edited' })
      expect(log[2]).toMatchObject({ text: 'another, edited', rev: 5 })
      expect(log.map(({ messages }) => messages)).toEqual([1, 2, 3, 3, 3, 3, 3])
    })

    it('that was deleted takes no edit, deletion or reaction, required or not', async () => {
      const { space, direct } = await withMessage()
      await space.put('ada', direct, { kind: 'delete', target: 2 })
      for (const event of [
        { kind: 'edit', target: 2, text: 'x' },
        { kind: 'delete', target: 2 },
        react('👍'),
        react('👍', false),
      ] as const)
        expect(await space.tried({}, space.write('ada', direct, event))).toBe('no_target')
    })

    it('is what an edit, deletion or reaction needs: no other event, no place beyond the head', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada')
      for (const target of [1, 3, 99])
        for (const event of [
          { kind: 'edit', target, text: 'x' },
          { kind: 'delete', target },
          react('👍', true, target),
        ] as const)
          expect(await space.tried({}, space.write('ada', group, event))).toBe('no_target')
    })

    it('that was changed in the commit that stored it reads changed', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      await Promise.all([
        space.say('ada', direct, 'draft'),
        space.put('ada', direct, { kind: 'edit', target: 2, text: 'clean' }),
        space.put('bob', direct, react('👍')),
      ])
      expect(await space.storage.log.event(direct, 2)).toMatchObject({
        text: 'clean',
        reactions: { '👍': ['bob'] },
        rev: 4,
      })
    })
  })

  describe('reactions', () => {
    it('keep who reacted with what, each person once, in the order in which they came', async () => {
      const { space, direct, message } = await withMessage()
      const seen = async () => {
        const event = await message()
        if (event.kind !== 'message') throw new Error('no message')
        return [event.reactions && Object.entries(event.reactions), event.rev]
      }
      const steps: [string, NewEvent, [string, string[]][] | undefined][] = [
        ['bob', react('👍'), [['👍', ['bob']]]],
        [
          'ada',
          react('🎉'),
          [
            ['👍', ['bob']],
            ['🎉', ['ada']],
          ],
        ],
        [
          'ada',
          react('👍'),
          [
            ['👍', ['bob', 'ada']],
            ['🎉', ['ada']],
          ],
        ],
        [
          'bob',
          react('👍'),
          [
            ['👍', ['bob', 'ada']],
            ['🎉', ['ada']],
          ],
        ],
        [
          'bob',
          react('👍', false),
          [
            ['👍', ['ada']],
            ['🎉', ['ada']],
          ],
        ],
        [
          'bob',
          react('👍'),
          [
            ['👍', ['ada', 'bob']],
            ['🎉', ['ada']],
          ],
        ],
        [
          'bob',
          react('🙈', false),
          [
            ['👍', ['ada', 'bob']],
            ['🎉', ['ada']],
          ],
        ],
        ['ada', react('🎉', false), [['👍', ['ada', 'bob']]]],
        ['ada', react('👍', false), [['👍', ['bob']]]],
        ['bob', react('👍', false), undefined],
      ]
      for (const [index, [author, event, expected]] of steps.entries()) {
        await space.put(author, direct, event)
        expect(await seen()).toEqual([expected, 3 + index])
      }
      expect(await message()).not.toHaveProperty('reactions')
    })

    it('survive an edit and a reopen', async () => {
      const { space, direct, message } = await withMessage()
      await space.put('bob', direct, react('👍'))
      await space.put('ada', direct, { kind: 'edit', target: 2, text: 'new' })
      await space.reopen()
      expect(await message()).toMatchObject({ text: 'new', reactions: { '👍': ['bob'] }, rev: 4 })
    })

    it('of more different emoji than the limit are refused; those that are there may still be joined', async () => {
      const { space, direct, message } = await withMessage()
      const emojis = Array.from({ length: limits.reactionsPerMessage }, (_, n) =>
        String.fromCodePoint(0x1f600 + n),
      )
      for (const emoji of emojis) await space.put('ada', direct, react(emoji))
      const one = (author: string, emoji: string, on = true) =>
        space.tried({}, space.write(author, direct, react(emoji, on)))
      expect(await one('bob', '🦊')).toBe('too_many_reactions')
      expect(await one('bob', emojis[7]!)).toBe('stored')
      expect(await one('bob', '🦊', false)).toBe('stored')
      expect(await one('ada', emojis[0]!, false)).toBe('stored')
      expect(await one('bob', '🦊')).toBe('stored')
      const event = await message()
      expect(Object.keys((event as { reactions: Reactions }).reactions)).toEqual([
        ...emojis.slice(1),
        '🦊',
      ])
    })

    it('may be any short text, even the names that objects have of themselves', async () => {
      const { space, direct, message } = await withMessage()
      for (const emoji of ['__proto__', 'constructor', '1', '"'])
        await space.put('bob', direct, react(emoji))
      const { reactions } = (await message()) as { reactions: Reactions }
      expect(new Map(Object.entries(reactions))).toEqual(
        new Map(['1', '__proto__', 'constructor', '"'].map((emoji) => [emoji, ['bob']])),
      )
    })
  })
}
