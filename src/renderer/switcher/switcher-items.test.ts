import { describe, expect, it } from 'vitest'
import { offerFirst, rankItems, type SwitcherItem } from './switcher-items.ts'

const item = (label: string, over: Partial<SwitcherItem> = {}): SwitcherItem => ({
  id: label,
  label,
  picture: { kind: 'group', id: label, name: label },
  run: () => {},
  ...over,
})
const group = (id: string, items: SwitcherItem[]) => ({ id, label: id, items })
const labels = (groups: { id: string; items: SwitcherItem[] }[]) =>
  groups.map(({ id, items }) => [id, items.map(({ label }) => label)])

describe('before anything is typed', () => {
  it('offers where one was last, newest first, then the actions', () => {
    const groups = [
      group('conversations', [item('Design', { recent: 1 }), item('Ada', { recent: 9 })]),
      group('actions', [item('Settings')]),
    ]
    expect(labels(offerFirst(groups, 'Recent'))).toEqual([
      ['recent', ['Ada', 'Design']],
      ['actions', ['Settings']],
    ])
  })
})

describe('for a query', () => {
  it('puts the group with the best match first, and the recent before the equal', () => {
    const groups = [
      group('conversations', [
        item('Redesign'),
        item('Design b', { recent: 1 }),
        item('Design a', { recent: 5 }),
      ]),
      group('actions', [item('Nothing alike')]),
      group('people', [item('Des')]),
    ]
    expect(labels(rankItems(groups, 'des'))).toEqual([
      ['people', ['Des']],
      ['conversations', ['Design a', 'Design b', 'Redesign']],
    ])
  })

  it('offers what is further off below all else, however well it fits', () => {
    const groups = [
      { ...group('elsewhere', [item('Des')]), last: true },
      group('conversations', [item('Redesign')]),
    ]
    expect(labels(rankItems(groups, 'des'))).toEqual([
      ['conversations', ['Redesign']],
      ['elsewhere', ['Des']],
    ])
  })

  it('offers the same id once', () => {
    const groups = [group('recent', [item('Ada')]), group('people', [item('Ada')])]
    expect(labels(rankItems(groups, 'ada'))).toEqual([['recent', ['Ada']]])
  })

  it('finds by the hint, after what is found by the name', () => {
    const groups = [group('people', [item('Grace', { hint: 'ada.l' }), item('Ada')])]
    expect(labels(rankItems(groups, 'ada'))).toEqual([['people', ['Ada', 'Grace']]])
  })
})
