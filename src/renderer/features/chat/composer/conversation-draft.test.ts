import { beforeEach, describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import { createCell } from '../../../../../client/cell.ts'
import type { Draft } from '../../../../../client/space-client.ts'
import { createDraft, type ConversationDraft } from './conversation-draft.ts'

const empty: Draft = { text: '', replyTo: null, editing: null }
const told = () => Promise.resolve()
let kept = createCell<Draft>(empty)
let draft: ConversationDraft

beforeEach(() => {
  kept = createCell<Draft>(empty)
  draft = effectScope().run(() =>
    createDraft({ draft: kept, setDraft: (value) => kept.set(value) }),
  )!
})

describe('editing', () => {
  it('puts aside what was being written, and brings it back', () => {
    draft.setText('half a thought')
    draft.edit(7, 'old message')
    expect(kept.get()).toEqual({
      text: 'old message',
      replyTo: null,
      editing: 7,
      aside: 'half a thought',
    })
    draft.cancel()
    expect(kept.get()).toEqual({ ...empty, text: 'half a thought' })
  })

  it('of one message after another keeps what was put aside first', () => {
    draft.setText('half a thought')
    draft.edit(7, 'seven')
    draft.edit(8, 'eight')
    draft.done()
    expect(draft.value.value.text).toBe('half a thought')
  })

  it('ends when a reply begins', () => {
    draft.edit(7, 'seven')
    draft.reply(3)
    expect(kept.get()).toMatchObject({ text: '', replyTo: 3, editing: null })
  })
})

describe('a reply', () => {
  it('keeps the text when it is given up', () => {
    draft.setText('yes')
    draft.reply(3)
    draft.cancel()
    expect(kept.get()).toEqual({ ...empty, text: 'yes' })
  })
})

it('loses nothing where sending failed', () => {
  draft.setText('first')
  const failed = draft.value.value
  draft.done()
  draft.setText('second')
  draft.restore(failed)
  expect(draft.value.value.text).toBe('first\nsecond')
})

describe('another window', () => {
  it('is followed while nobody types here', async () => {
    kept.set({ ...empty, text: 'from there' })
    await told()
    expect(draft.value.value.text).toBe('from there')
  })

  it('never changes a text under the hands of who types', async () => {
    draft.hold(true)
    draft.setText('mine')
    kept.set({ ...empty, text: 'theirs' })
    await told()
    expect(draft.value.value.text).toBe('mine')
  })
})
