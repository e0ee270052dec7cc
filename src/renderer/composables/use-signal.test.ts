import { describe, expect, it, vi } from 'vitest'
import { effectScope, shallowRef } from 'vue'
import { createCell } from '../../../client/cell.ts'
import { useSignal } from './use-signal.ts'

const told = () => Promise.resolve()

describe('useSignal', () => {
  it('has the value at once, and follows it', async () => {
    const cell = createCell(1)
    const value = effectScope().run(() => useSignal(cell))!
    expect(value.value).toBe(1)
    cell.set(2)
    await told()
    expect(value.value).toBe(2)
  })

  it('ends with its scope', async () => {
    const cell = createCell(1)
    const scope = effectScope()
    const value = scope.run(() => useSignal(cell))!
    scope.stop()
    cell.set(2)
    await told()
    expect(value.value).toBe(1)
  })

  it('changes to another signal with its getter', async () => {
    const first = createCell('a')
    const second = createCell('b')
    const chosen = shallowRef(first)
    const value = effectScope().run(() => useSignal(() => chosen.value))!
    chosen.value = second
    expect(value.value).toBe('b')
    first.set('not followed any more')
    await told()
    expect(value.value).toBe('b')
  })

  it('takes a burst once a frame, and its first change at once', async () => {
    const frames: FrameRequestCallback[] = []
    vi.stubGlobal('requestAnimationFrame', (run: FrameRequestCallback) => frames.push(run))
    vi.stubGlobal('cancelAnimationFrame', () => {})
    const cell = createCell(0)
    const value = effectScope().run(() => useSignal(cell, { perFrame: true }))!
    for (const next of [1, 2, 3]) {
      cell.set(next)
      await told()
    }
    expect(value.value).toBe(1)
    frames.shift()!(0)
    expect(value.value).toBe(3)
  })
})
