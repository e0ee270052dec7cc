import { effectScope, nextTick } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { usePagedList } from './use-paged-list.ts'

describe('a list that follows what is typed', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('answers what is typed only once that was asked for and has come', async () => {
    const scope = effectScope()
    const list = scope.run(() =>
      usePagedList<string>(
        (query) => Promise.resolve({ items: [`first of ${query}`], next: null }),
        (item) => item,
      ),
    )!
    expect(list.answered.value).toBe(false)
    await vi.advanceTimersByTimeAsync(0)
    expect(list.answered.value).toBe(true)

    list.query.value = 'bob '
    await nextTick()
    expect(list.state.value).toMatchObject({ items: ['first of '], searching: false })
    expect(list.answered.value).toBe(false)

    await vi.advanceTimersByTimeAsync(1000)
    expect(list.state.value.items).toEqual(['first of bob'])
    expect(list.answered.value).toBe(true)
    scope.stop()
  })
})
