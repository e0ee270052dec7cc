import { expect, it } from 'vitest'
import { harbour } from '../test/harbour.ts'
import { shownName, spaceLabel } from './space-label.ts'
import { readSpaceText, spaceText } from './space-service.ts'

const text = (...entries: string[]) => entries.map((entry) => Buffer.from(entry))
const whole = ['v=1', `id=${harbour.id}`, `fp=${harbour.fingerprint}`, 'tls=1']

it('says who it is, and its name only where the instance is called otherwise', () => {
  const said = (label: string) => spaceText(harbour, label).map(String)
  expect(said('Harbour')).toEqual(whole)
  expect(said('Harbour (2)')).toEqual([...whole, 'name=Harbour'])
})

it('is understood as it was said', () => {
  const { fingerprint, id } = harbour
  expect(readSpaceText(spaceText(harbour, 'Harbour'))).toEqual({ id, fingerprint })
  expect(readSpaceText(spaceText(harbour, 'Other'))).toEqual({ id, fingerprint, name: 'Harbour' })
})

it('takes keys in any case and order, the first of each, and leaves the rest aside', () => {
  const said = ['more=1', 'TLS=1', 'flag', '=odd', '', ...whole.toReversed(), 'id=later', 'V=2']
  expect(readSpaceText(text(...said))).toMatchObject({ id: harbour.id })
})

it.each([
  ['another version', ['v=2', ...whole.slice(1)]],
  ['no version', whole.slice(1)],
  ['no encryption', whole.slice(0, 3)],
  ['a fingerprint that is none', [...whole.slice(0, 2), 'fp=short', 'tls=1']],
  ['an id that is none', ['v=1', 'id=../..', ...whole.slice(2)]],
  ['nothing', []],
  ['nothing but length', Array.from({ length: 5_000 }, () => 'x'.repeat(200))],
])('is of no space that can be joined with %s', (_what, said) => {
  expect(readSpaceText(text(...said))).toBeNull()
})

it('shortens a name to what a label holds, by whole letters', () => {
  expect(spaceLabel('Harbour')).toBe('Harbour')
  expect(spaceLabel('x'.repeat(80))).toBe('x'.repeat(63))
  expect(spaceLabel('ä'.repeat(80))).toBe('ä'.repeat(31))
  const family = '👩‍👩‍👧‍👦'
  expect(spaceLabel(family.repeat(3))).toBe(family.repeat(2))
  expect(spaceLabel('Mr. Smith’s. Office.')).toBe('Mr. Smith’s. Office.')
})

it('numbers it within that', () => {
  expect(spaceLabel('Harbour', 2)).toBe('Harbour (2)')
  expect(spaceLabel('x'.repeat(80), 12)).toBe(`${'x'.repeat(58)} (12)`)
  expect(Buffer.byteLength(spaceLabel('ä'.repeat(80), 3))).toBeLessThanOrEqual(63)
})

it('shows a name from the network without what would change how it is read', () => {
  expect(shownName('Har\u202ebour\u0000\n\tBay\u200b')).toBe('Harbour Bay')
  expect(shownName('👩‍👧 Ḣarbour')).toBe('👩‍👧 Ḣarbour')
  expect(shownName('\u200d\u2066 \u0007')).toBe('')
  expect(shownName('x'.repeat(500))).toHaveLength(80)
  expect(shownName('😀'.repeat(100))).not.toMatch(/\p{Cs}/u)
})
