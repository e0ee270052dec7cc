import { effectScope, nextTick, ref } from 'vue'
import { expect, it, onTestFinished, vi } from 'vitest'
import { useVisiblePolling } from './use-visible-polling.ts'

/** Counts how often it was asked; each answer comes when it is let go. */
function open(first: DocumentVisibilityState = 'visible') {
  const visibility = ref(first)
  let asked = 0
  const waiting: (() => void)[] = []
  const scope = effectScope()
  onTestFinished(() => scope.stop())
  const ask = (): Promise<void> => {
    asked += 1
    return new Promise((done) => waiting.push(done))
  }
  const again = scope.run(() => useVisiblePolling(ask, 1_000_000, visibility))!
  return { again, visibility, asked: () => asked, answer: () => waiting.shift()?.() }
}

it('asks at once, never twice at a time, and once more for what changed meanwhile', async () => {
  const { again, answer, asked } = open()
  expect(asked()).toBe(1)
  again()
  again()
  expect(asked()).toBe(1)
  answer()
  await vi.waitFor(() => expect(asked()).toBe(2))
})

it('asks nothing while nobody can see it, and at once when somebody can', async () => {
  const { again, asked, visibility } = open('hidden')
  again()
  expect(asked()).toBe(0)
  visibility.value = 'visible'
  await nextTick()
  expect(asked()).toBe(1)
})
