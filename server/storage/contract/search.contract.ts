import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inPages, join, TestedSpace, type OpenStore } from './store-under-test.contract.ts'

export function describeSearch(open: OpenStore): void {
  async function withTexts(...texts: string[]) {
    const space = await TestedSpace.open(open)
    const group = await space.group('club', 'ada', ['bob'])
    for (const text of texts) await space.say('ada', group, text)
    return { space, group, found: (query: string) => space.found('bob', query) }
  }

  describe('search', () => {
    it('finds messages that hold all the words, the last as a prefix, newest first', async () => {
      const { found } = await withTexts(
        'the quick brown fox',
        'a quick note',
        'brown bread',
        'quicker brownies',
      )
      expect(await found('quick')).toEqual([
        'quicker brownies',
        'a quick note',
        'the quick brown fox',
      ])
      expect(await found('quick brown')).toEqual(['the quick brown fox'])
      expect(await found('brown quick')).toEqual(
        ['quicker brownies', 'the quick brown fox'].slice(1),
      )
      expect(await found('brown qu')).toEqual(['the quick brown fox'])
      expect(await found('quicker br')).toEqual(['quicker brownies'])
      expect(await found('uick')).toEqual([])
      expect(await found('fox missing')).toEqual([])
    })

    it('folds case and accents, in many scripts', async () => {
      const { found } = await withTexts(
        'Crème Brûlée',
        'STRASSE',
        'Ёлка ЗИМА',
        'ΚΌΣΜΟΣ',
        'İstanbul',
      )
      expect(await found('creme brulee')).toEqual(['Crème Brûlée'])
      expect(await found('CRÈME')).toEqual(['Crème Brûlée'])
      expect(await found('Creme\u0300')).toEqual(['Crème Brûlée'])
      expect(await found('straße')).toEqual(['STRASSE'])
      expect(await found('елка зима')).toEqual(['Ёлка ЗИМА'])
      expect(await found('κόσμος')).toEqual(['ΚΌΣΜΟΣ'])
      expect(await found('istanbul')).toEqual(['İstanbul'])
    })

    it('finds words inside scripts that put no space between them, and emoji', async () => {
      const { found } = await withTexts(
        '今日は東京タワーに行きます',
        'สวัสดีครับ',
        '안녕하세요 세계',
        'ship it 🎉🚀',
        '🇪🇪 rocks',
      )
      expect(await found('東京')).toEqual(['今日は東京タワーに行きます'])
      expect(await found('タワー')).toEqual(['今日は東京タワーに行きます'])
      expect(await found('京東')).toEqual([])
      expect(await found('ครับ')).toEqual(['สวัสดีครับ'])
      expect(await found('세계')).toEqual(['안녕하세요 세계'])
      expect(await found('🚀')).toEqual(['ship it 🎉🚀'])
      expect(await found('🇪🇪')).toEqual(['🇪🇪 rocks'])
      expect(await found('🔥')).toEqual([])
    })

    it('takes the query as plain text: no quotes, operators, columns or wildcards', async () => {
      const texts = [
        'rock AND roll',
        'not near',
        'body: text',
        'foo-bar.baz',
        'foo baz bar',
        '100% "sure"',
        'a*b',
      ]
      const { found } = await withTexts(...texts)
      expect(await found('"rock roll"')).toEqual(['rock AND roll'])
      expect(await found('rock OR jazz')).toEqual([])
      expect(await found('NOT near')).toEqual(['not near'])
      expect(await found('NEAR(not near, 2)')).toEqual([])
      expect(await found('body:text')).toEqual(['body: text'])
      expect(await found('{body} : ^body')).toEqual(['body: text'])
      expect(await found('foo-bar')).toEqual(['foo-bar.baz'])
      expect(await found('foo bar')).toEqual(['foo baz bar', 'foo-bar.baz'])
      expect(await found('"sure')).toEqual(['100% "sure"'])
      expect(await found("'; DROP TABLE event; --")).toEqual([])
      for (const odd of [
        '*',
        '%',
        '"',
        '""',
        '()',
        '-',
        '!!!',
        ' ',
        '\0',
        '^',
        ':',
        '+',
        '~',
        '\\',
      ])
        expect(await found(odd)).toEqual([])
      expect(await found('a*')).toEqual(['a*b', 'rock AND roll'])
    })

    it('never finds what is not the person’s to read', async () => {
      const { space, group } = await withTexts('secret recipe')
      await space.direct('ada', 'cleo', 'secret for cleo')
      await space.group('open', 'cleo', [], { visibility: 'public' })
      await space.say('cleo', 'open', 'secret in the open')
      expect(await space.found('bob', 'secret')).toEqual(['secret recipe'])
      expect(await space.found('bob', 'secret', 'ada.cleo')).toEqual([])
      expect(await space.found('bob', 'secret', 'nowhere')).toEqual([])
      expect(await space.found('eve', 'secret')).toEqual([])
      await space.put('ada', group, { kind: 'leave', user: 'bob' })
      expect(await space.found('bob', 'secret')).toEqual([])
      await space.put('ada', group, join('bob'))
      expect(await space.found('bob', 'secret')).toEqual(['secret recipe'])
    })

    it('within one conversation finds nothing of the others', async () => {
      const { space, group } = await withTexts('apple one')
      const direct = await space.direct('ada', 'bob', 'apple two')
      expect(await space.found('bob', 'apple')).toEqual(['apple two', 'apple one'])
      expect(await space.found('bob', 'apple', group)).toEqual(['apple one'])
      expect(await space.found('bob', 'apple', direct)).toEqual(['apple two'])
    })

    it('knows the present state: edited texts, and nothing of what was deleted', async () => {
      const { space, group, found } = await withTexts('first draft', 'second draft', 'third draft')
      await space.put('ada', group, { kind: 'edit', target: 5, text: 'second version' })
      await space.put('ada', group, { kind: 'delete', target: 6 })
      expect(await found('draft')).toEqual(['first draft'])
      expect(await found('version')).toEqual(['second version'])
      expect(await found('third')).toEqual([])
      await space.put('ada', group, { kind: 'react', target: 4, emoji: '🎉', on: true })
      expect(await found('🎉')).toEqual([])
      const { items } = await space.storage.log.search('bob', 'version', { limit: 1 })
      expect(items).toEqual([
        { conversation: group, event: await space.storage.log.event(group, 5) },
      ])
    })

    it('finds what an append or an edit resolved just before', async () => {
      const { space, group } = await withTexts()
      for (let n = 0; n < 20; n += 1) {
        const { seq } = await space.say('ada', group, `fresh${n}`)
        expect(await space.found('bob', `fresh${n}`)).toEqual([`fresh${n}`])
        await space.put('ada', group, { kind: 'edit', target: seq, text: `changed${n}` })
        expect(await space.found('bob', `changed${n}`)).toEqual([`changed${n}`])
        expect(await space.found('bob', `fresh${n}`)).toEqual([])
      }
    })

    it('finds the same after a reopen', async () => {
      const { space, group } = await withTexts('apple pie', 'apple tart')
      await space.put('ada', group, { kind: 'delete', target: 4 })
      await space.reopen()
      expect(await space.found('bob', 'apple')).toEqual(['apple tart'])
    })

    it('comes in pages, which later messages do not shift', async () => {
      const { space, group } = await withTexts()
      const direct = await space.direct('ada', 'bob', 'hit 0')
      const texts = Array.from({ length: 25 }, (_, n) => `hit ${n + 1}`)
      for (const [index, text] of texts.entries())
        await space.say('ada', index % 2 ? group : direct, text)
      for (const limit of [1, 7, 13, 26]) {
        const hits = await inPages(limit, async (options) => {
          if (options.cursor)
            await space.say('cleo', await space.direct('cleo', 'dan'), 'hit by others')
          return space.storage.log.search('bob', 'hit', options)
        })
        expect(hits.map(({ event }) => (event as { text: string }).text)).toEqual(
          [...texts].reverse().concat('hit 0'),
        )
      }
      const first = await space.storage.log.search('bob', 'hit', { limit: 5 })
      await space.say('ada', direct, 'hit late')
      const second = await space.storage.log.search('bob', 'hit', { limit: 5, cursor: first.next! })
      expect(second.items.map(({ event }) => (event as { text: string }).text)).toEqual([
        'hit 20',
        'hit 19',
        'hit 18',
        'hit 17',
        'hit 16',
      ])
    })

    it('answers whatever is asked', { timeout: 60_000 }, async () => {
      const { space, group } = await withTexts('word \ue000 1 \ue0001 end')
      const query = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.string({
          unit: fc.constantFrom(...'"\'*^:(){}+-~,.\\ \n\0\ue0001aNOTRÄ日🎉\u0301\ud83d'),
        }),
      )
      const property = fc.asyncProperty(query, async (asked) => {
        const { items } = await space.storage.log.search('bob', asked, { limit: 5 })
        for (const hit of items) expect(hit.conversation).toBe(group)
      })
      await fc.assert(property, { numRuns: 300 })
    })

    it('reaches over thousands of messages and hundreds of conversations', async () => {
      const space = await TestedSpace.open(open)
      const others = Array.from({ length: 300 }, (_, n) => `user-${String(n).padStart(3, '0')}`)
      await Promise.all(others.map((other) => space.direct('ada', other, `needle for ${other}`)))
      await Promise.all(
        Array.from({ length: 3_000 }, (_, n) =>
          space
            .say('bob', 'bob.cleo', `needle ${n}`)
            .catch(() => space.direct('bob', 'cleo', `needle ${n}`)),
        ),
      )
      const hits = await inPages(50, (options) =>
        space.storage.log.search('ada', 'needle', options),
      )
      expect(hits).toHaveLength(300)
      expect(await space.found('ada', 'needle user-299')).toEqual(['needle for user-299'])
      expect(await space.found('bob', 'needle 2999')).toEqual(['needle 2999'])
    })
  })
}
