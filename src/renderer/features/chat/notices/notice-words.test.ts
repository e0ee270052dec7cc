import { beforeAll, describe, expect, it } from 'vitest'
import { createText } from '../../../i18n/text.ts'
import type { Translate } from '../../../i18n/use-text.ts'
import type { NoticeEvent } from '../timeline/timeline-rows.ts'
import { noticeSummary } from './notice-words.ts'

let t: Translate
const names: Record<string, string> = { a: 'Anna', b: 'Ben', c: 'Cleo', d: 'Dan', e: 'Eve' }

beforeAll(() => {
  const text = createText()
  t = (key, blanks = {}) => text.global.t(key, blanks, Number(blanks.count ?? 1))
})

function event(kind: NoticeEvent['kind'], fields: object = {}): NoticeEvent {
  return { seq: 1, at: 0, author: 'a', messages: 0, kind, ...fields } as NoticeEvent
}

const joined = (user: string) => event('join', { author: user, user, role: 'member' })
const say = (...events: NoticeEvent[]) =>
  noticeSummary(events, (id) => names[id]!, t, 'en').replace(/[\u2068\u2069]/g, '')

describe('one event', () => {
  it.each([
    [event('create', { name: 'x' }), 'Anna created the group'],
    [event('join', { user: 'a' }), 'Anna joined'],
    [event('join', { user: 'b' }), 'Anna added Ben'],
    [event('leave', { user: 'a' }), 'Anna left'],
    [event('leave', { user: 'b' }), 'Anna removed Ben'],
    [event('role', { user: 'b', role: 'admin' }), 'Anna made Ben an admin'],
    [event('role', { user: 'b', role: 'owner' }), 'Anna handed the group on to Ben'],
    [event('rename', { name: 'Tea' }), 'Anna renamed the group to “Tea”'],
    [event('describe', { purpose: '' }), 'Anna removed the purpose'],
    [event('visibility', { visibility: 'private' }), 'Anna made the group invitation only'],
    [event('archive'), 'Anna archived the group'],
  ])('%#', (one, words) => {
    expect(say(one)).toBe(words)
  })
})

describe('a run of events', () => {
  it('names those who did the same together', () => {
    expect(say(joined('a'), joined('b'))).toBe('Anna and Ben joined')
    expect(say(...['a', 'b', 'c', 'd', 'e'].map(joined))).toBe('Anna, Ben, and 3 others joined')
  })

  it('names those whom one person added together', () => {
    const added = ['b', 'c'].map((user) => event('join', { user }))
    expect(say(...added)).toBe('Anna added Ben and Cleo')
  })

  it('says the first of a mixed run, and how many more', () => {
    expect(say(event('create'), joined('b'), joined('c'))).toBe(
      'Anna created the group, and 2 more changes',
    )
  })

  it('counts a person who did it twice once', () => {
    expect(say(joined('a'), joined('a'))).toBe('Anna joined')
  })
})
