import { describe, expect, it } from 'vitest'
import type { MessageItem } from '../timeline/timeline-rows.ts'
import { refusalReason, sendState } from './message-state.ts'

function message(over: Partial<MessageItem> = {}, author = 'me', seq = 5): MessageItem {
  const event = { kind: 'message', seq, at: 0, author, messages: seq, text: 'x' } as const
  const rest = { tried: false, problem: null, changing: false }
  return { key: 'k', event, state: 'sent', ...rest, ...over }
}

describe('the state of a message', () => {
  it('is shown of own ones alone', () => {
    expect(sendState(message({}, 'anna'), 'me', 9)).toBeNull()
  })

  it('goes from waiting to sent to read', () => {
    expect(sendState(message({ state: 'pending' }), 'me', null)).toBe('pending')
    expect(sendState(message(), 'me', null)).toBe('sent')
    expect(sendState(message(), 'me', 4)).toBe('sent')
    expect(sendState(message(), 'me', 5)).toBe('read')
  })

  it('waits again while a change is on its way, and tells a failure above all', () => {
    expect(sendState(message({ changing: true }), 'me', 9)).toBe('pending')
    expect(sendState(message({ state: 'failed' }), 'me', 9)).toBe('failed')
  })
})

describe('the reason of a refusal', () => {
  it.each([
    [{ code: 'invalid', message: '', limit: 10_000 }, 'chat.refused.tooLong'],
    [{ code: 'archived', message: '' }, 'chat.refused.archived'],
    [{ code: 'not_found', message: '' }, 'chat.refused.notMember'],
    [{ code: 'other_space', message: '' }, 'chat.refused.otherSpace'],
    [{ code: 'news_of_tomorrow', message: '' }, 'chat.refused.other'],
  ])('%j', (problem, key) => {
    expect(refusalReason(problem).key).toBe(key)
  })

  it('says of a change that its message is gone', () => {
    expect(refusalReason({ code: 'not_found', message: '' }, 'change').key).toBe(
      'chat.refused.gone',
    )
  })
})
