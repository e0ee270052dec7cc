import { expect, it, onTestFinished, vi } from 'vitest'
import { h, nextTick, ref } from 'vue'
import { createBareApp } from './bare-app.ts'
import { tellMissing, usePart } from './use-part.ts'

it('tells of a part that did not come, takes back what opened it, and tries again', async () => {
  const opened = ref(true)
  const shown = vi.fn(() => null)
  const load = vi.fn(async () => ({ render: shown }))
  load.mockRejectedValueOnce(new TypeError('The space is away'))
  const app = createBareApp({
    setup() {
      const Box = usePart(load, () => (opened.value = false))
      return () => (opened.value ? h(Box) : null)
    },
  })
  app.config.errorHandler = () => {}
  const tell = vi.fn()
  tellMissing(app, tell)
  app.mount({})
  onTestFinished(() => app.unmount())

  await vi.waitFor(() => expect(opened.value).toBe(false))
  expect(tell).toHaveBeenCalledOnce()
  expect(shown).not.toHaveBeenCalled()

  await nextTick()
  opened.value = true
  await vi.waitFor(() => expect(shown).toHaveBeenCalled())
  expect(tell).toHaveBeenCalledOnce()
})
