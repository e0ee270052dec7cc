import { describe, expect, it } from 'vitest'
import type { MessageItem } from '../timeline/timeline-rows.ts'
import { messageActions, type Standing } from './message-actions.ts'

const member: Standing = { me: 'me', canWrite: true, role: 'member' }

function message(author: string, over: Partial<MessageItem> = {}, text: string | null = 'x') {
  const event = { kind: 'message', seq: 1, at: 0, author, messages: 1, text } as const
  return { key: 'k', event, state: 'sent', problem: null, changing: false, ...over } as MessageItem
}

describe('what can be done with a message', () => {
  it('is more with one of one’s own', () => {
    expect(messageActions(message('me'), member)).toEqual([
      'react',
      'reply',
      'edit',
      'copy',
      'remove',
    ])
    expect(messageActions(message('anna'), member)).toEqual(['react', 'reply', 'copy'])
  })

  it('includes deleting for those who lead a group', () => {
    expect(messageActions(message('anna'), { ...member, role: 'admin' })).toContain('remove')
  })

  it('is copying where nothing can be written any more', () => {
    expect(messageActions(message('me'), { ...member, canWrite: false })).toEqual(['copy'])
  })

  it('is nothing with a deleted one', () => {
    expect(messageActions(message('me', {}, null), member)).toEqual([])
  })

  it('is to discard one that waits, as long as it cannot have arrived', () => {
    const offered = (tried: boolean) =>
      messageActions(message('me', { state: 'pending', tried }), member)
    expect(offered(false)).toEqual(['copy', 'discard'])
    expect(offered(true)).toEqual(['copy'])
  })

  it('is to try again, mend or discard one that failed', () => {
    expect(messageActions(message('me', { state: 'failed' }), member)).toEqual([
      'retry',
      'edit-failed',
      'copy',
      'discard',
    ])
  })
})
