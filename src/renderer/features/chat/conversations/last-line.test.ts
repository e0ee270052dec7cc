import { describe, expect, it } from 'vitest'
import type { ConversationView } from '../../../../../client/space-client.ts'
import { createText } from '../../../i18n/text.ts'
import type { Translate } from '../../../i18n/use-text.ts'
import { lastLine } from './last-line.ts'

const text = createText()
const t: Translate = (key, blanks = {}) => text.global.t(key, blanks)
const nameOf = (id: string) => ({ anna: 'Anna', ben: 'Ben' })[id] ?? '?'
const said = (author: string, words: string | null) =>
  ({ kind: 'message', seq: 1, at: 0, author, messages: 1, text: words }) as ConversationView['last']

function line(over: Partial<ConversationView>, isOpen = false) {
  const view = { kind: 'group', peer: null, typing: [], draft: '', last: null, ...over }
  const { kind, text: words } = lastLine(view as unknown as ConversationView, {
    me: 'me',
    isOpen,
    nameOf,
    t,
  })
  return `${kind}: ${words.replace(/[\u2068\u2069]/g, '')}`
}

describe('the last line of a conversation', () => {
  it('says who wrote in a group, and that it was oneself', () => {
    expect(line({ last: said('anna', '**hi**\nall') })).toBe('text: Anna: hi all')
    expect(line({ last: said('me', 'hi') })).toBe('text: You: hi')
  })

  it('names nobody in a direct conversation, nor oneself in one’s notes', () => {
    expect(line({ kind: 'direct', peer: 'anna', last: said('anna', 'hi') })).toBe('text: hi')
    expect(line({ kind: 'direct', peer: 'me', last: said('me', 'hi') })).toBe('text: hi')
  })

  it('puts typing before a draft, and a draft before what was said', () => {
    const over = { draft: 'half', last: said('anna', 'hi') }
    expect(line({ ...over, typing: ['ben'] })).toBe('typing: Ben is typing…')
    expect(line({ ...over, typing: ['ben'], kind: 'direct', peer: 'ben' })).toBe('typing: typing…')
    expect(line(over)).toBe('draft: half')
  })

  it('leaves the draft to the composer where the conversation is open', () => {
    expect(line({ draft: 'half', last: said('anna', 'hi') }, true)).toBe('text: Anna: hi')
  })

  it('says where a message was deleted, or none was written', () => {
    expect(line({ last: said('anna', null) })).toBe('deleted: Anna: Message deleted')
    expect(line({})).toBe('empty: No messages yet')
  })
})
