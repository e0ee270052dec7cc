import { expect, it, vi } from 'vitest'
import { computed, shallowRef } from 'vue'
import type { TimelineItem } from '../../../../../client/space-client.ts'
import type { MessageEvent } from '../../../../../protocol/index.ts'
import { createQuotedMessages } from './quoted-messages.ts'

const message = (seq: number, text = 'x') =>
  ({ kind: 'message', seq, at: 0, author: 'a', messages: seq, text }) as MessageEvent
const item = (event: MessageEvent) => ({ key: String(event.seq), event }) as TimelineItem

it('takes what is loaded, as it is now', () => {
  const ask = vi.fn()
  const timeline = shallowRef({ items: [item(message(3, 'old'))] })
  const quoted = createQuotedMessages({ message: ask }, timeline)
  const text = computed(() => quoted(3)?.text)
  expect(text.value).toBe('old')
  timeline.value = { items: [item(message(3, 'new'))] }
  expect(text.value).toBe('new')
  expect(ask).not.toHaveBeenCalled()
})

it('asks for the rest once, and shows it when it comes', async () => {
  const ask = vi.fn(async (seq: number) => message(seq, 'from afar'))
  const quoted = createQuotedMessages({ message: ask }, shallowRef({ items: [] }))
  const text = computed(() => quoted(3)?.text)
  expect(text.value).toBeUndefined()
  await vi.waitFor(() => expect(text.value).toBe('from afar'))
  expect(quoted(3)?.text).toBe('from afar')
  expect(ask).toHaveBeenCalledTimes(1)
})

it('asks again for what could not be had', async () => {
  const ask = vi.fn(async () => null)
  const quoted = createQuotedMessages({ message: ask }, shallowRef({ items: [] }))
  expect(quoted(3)).toBeNull()
  await Promise.resolve()
  await Promise.resolve()
  expect(quoted(3)).toBeNull()
  expect(ask).toHaveBeenCalledTimes(2)
})
