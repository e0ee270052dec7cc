import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayName, userName } from './entities.ts'
import { draftEvent } from './events.ts'
import { limits } from './limits.ts'
import { foldName, nameProblem, normaliseName, showsNothing } from './names.ts'
import { routes } from './rest.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 60 })

describe('a name is shown', () => {
  it.each([
    ['with single spaces and none outside', ' \t Ada \u00a0  Lovelace\n', 'Ada Lovelace'],
    ['with wide letters made narrow', 'Ａｄａ', 'Ada'],
    ['with ligatures taken apart', 'ﬁeld', 'field'],
    ['with letter and accent put together', 'Zoe\u0308', 'Zo\u00eb'],
    ['in its own case', 'Grace HOPPER', 'Grace HOPPER'],
  ])('%s', (_, raw, shown) => {
    expect(normaliseName(raw)).toBe(shown)
  })
})

describe('two names are the same', () => {
  it.each([
    ['in another case', 'Ada', 'aDA'],
    ['in wide letters', 'Ada', 'ＡＤＡ'],
    ['with sharp s or two', 'Straße', 'STRASSE'],
    ['with capital sharp s', 'straße', 'STRAẞE'],
    ['with either small sigma', 'Οδυσσεύς', 'ΟΔΥΣΣΕΎΣ'],
    ['with an accent put together or apart', 'Zo\u00eb', 'ZOE\u0308'],
    ['with other white space', 'Ada Lovelace', ' ada\u2003\u00a0LOVELACE'],
    ['with the sign for kelvin', 'Kay', '\u212Aay'],
    ['in Cherokee capitals', 'ꭰꮃ', 'ᎠᎳ'],
  ])('%s', (_, one, other) => {
    expect(foldName(one)).toBe(foldName(other))
  })

  it.each([
    ['with and without an accent', 'Zoe', 'Zoë'],
    ['with and without a space', 'Adal', 'Ada l'],
    ['in Latin and Cyrillic', 'Anna', 'Аnna'],
  ])('but not %s', (_, one, other) => {
    expect(foldName(one)).not.toBe(foldName(other))
  })

  it('whatever they hold, folded before or after normalising, once or twice', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const folded = foldName(raw)
        expect(foldName(normaliseName(raw))).toBe(folded)
        expect(foldName(folded)).toBe(folded)
        expect(normaliseName(normaliseName(raw))).toBe(normaliseName(raw))
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('a name may be', () => {
  it.each([
    'Ada',
    'Ada Lovelace',
    'محمد بن موسى الخوارزمي',
    'חנה סנש',
    '武則天',
    'Nguyễn Thị Minh Khai',
    'Łukasz Żółć',
    'সত্যজিৎ রায়',
    "O'Neil-Smith, Jr.",
    '🐎',
    'x'.repeat(limits.nameLength),
    ' '.repeat(50) + 'Ada',
  ])('%j', (name) => {
    expect(nameProblem(name)).toBeNull()
  })
})

describe('a name may not hold', () => {
  it.each([
    ['a null', 'Ada\0'],
    ['an escape', 'Ada\u001b[31m'],
    ['a delete', 'Ada\u007f'],
    ['a soft hyphen', 'A\u00adda'],
    ['a zero-width space', 'Ada\u200b'],
    ['a zero-width joiner', 'A\u200dda'],
    ['a word joiner', 'Ada\u2060'],
    ['a byte order mark', '\ufeffAda'],
    ['a right-to-left override', 'Ada\u202egnp'],
    ['a left-to-right isolate', 'Ada\u2066'],
    ['a right-to-left mark', 'Ada\u200f'],
    ['an Arabic letter mark', 'Ada\u061c'],
    ['a line separator', 'Ada\u2028Root'],
    ['a paragraph separator', 'Ada\u2029Root'],
    ['a Hangul filler', 'Ada\u3164'],
    ['a half-width Hangul filler', 'Ada\uffa0'],
    ['a blank in braille', 'Ada\u2800'],
    ['a combining grapheme joiner', 'A\u034fda'],
    ['a variation selector', 'Ada\ufe0f'],
    ['a further variation selector', 'Ada\u{e0100}'],
    ['a Mongolian variation selector', 'Ada\u180b'],
    ['a tag letter', 'Ada\u{e0061}'],
    ['a musical control', 'Ada\u{1d173}'],
    ['half a letter', 'Ada\ud83d'],
    ['a private letter', 'Ada\ue000'],
    ['an unassigned letter', 'Ada\u0378'],
  ])('%s', (_, name) => {
    expect(nameProblem(name)).toBe('invisible')
  })

  it.each(['', '   ', '\t\n', '\u0301\u0308', ' \u0301 '])('nothing: %j', (name) => {
    expect(nameProblem(name)).toBe('empty')
  })

  it('more letters than fit, counted as they are shown', () => {
    expect(nameProblem('x'.repeat(limits.nameLength + 1))).toBe('too_long')
    expect(nameProblem('ﷺ'.repeat(4))).toBe('too_long')
    expect(nameProblem('ﷺ'.repeat(2))).toBeNull()
  })

  it('anything that a later look would refuse', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        if (nameProblem(raw) === null) expect(nameProblem(normaliseName(raw))).toBeNull()
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('the schema of names', () => {
  it('answers the name as it is shown', () => {
    expect(userName.parse('  Ａｄａ  ')).toBe('Ada')
    expect(displayName.parse('Ada  L.')).toBe('Ada L.')
  })

  it.each([
    ['Ada\u202e', { problem: 'invisible' }],
    [' ', { problem: 'empty' }],
    ['x'.repeat(limits.nameLength + 1), { problem: 'too_long', limit: limits.nameLength }],
  ])('says what is wrong with %j', (name, params) => {
    expect(userName.safeParse(name).error?.issues).toMatchObject([{ params }])
  })

  it('does not look at text that is far too long', () => {
    expect(userName.safeParse('x'.repeat(1_000_000)).error?.issues[0]).toMatchObject({
      code: 'too_big',
    })
  })
})

describe('a text shows nothing', () => {
  it.each(['', ' \n\t', '\u200b\u2060', '\ufe0f', '\u3164', '\u2800 \u00ad', '\u202e', '\0'])(
    'where it is %j',
    (text) => {
      expect(showsNothing(text)).toBe(true)
      expect(draftEvent.safeParse({ kind: 'message', text }).success).toBe(false)
    },
  )

  it.each(['.', 'ok', '👍🏽', '\u0301', '\uf8ff', '\u200bx', '\ud83d', '水', '\u{323b0}'])(
    'but not where it is %j',
    (text) => {
      expect(showsNothing(text)).toBe(false)
      expect(draftEvent.safeParse({ kind: 'message', text }).success).toBe(true)
    },
  )
})

it.each(['dev\0ice', 'a\nb', 'half \ud83d', '\u001b[2J'])('a device is not called %j', (device) => {
  const body = { name: 'Ada', password: 'correct horse', device }
  expect(routes.signIn.body.safeParse(body).success).toBe(false)
  expect(routes.signIn.body.safeParse({ ...body, device: 'Ada’s 👩‍💻' }).success).toBe(true)
})
