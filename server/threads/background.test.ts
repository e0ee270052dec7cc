import { afterEach, expect, it, vi } from 'vitest'
import { steppingAside } from './background.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

it('sleeps now and then while there is much to do, and not at each step', () => {
  const sleeps = vi.spyOn(Atomics, 'wait')
  const stepAside = steppingAside()
  let steps = 0
  for (; sleeps.mock.calls.length < 5; steps++) stepAside()
  expect(steps).toBeGreaterThan(50)
})

it('does not sleep where there is little to do', () => {
  const sleeps = vi.spyOn(Atomics, 'wait')
  vi.spyOn(performance, 'now').mockReturnValue(1_000)
  const stepAside = steppingAside()
  for (let step = 0; step < 100; step++) stepAside()
  expect(sleeps).not.toHaveBeenCalled()
})
