import { expect, it } from 'vitest'
import { HttpTraffic } from './http-traffic.ts'

it('is not quiet while something is done for a request whose asker is gone', async () => {
  const traffic = new HttpTraffic(() => {})
  let finish = () => {}
  const work = traffic.during(new Promise((resolve) => (finish = resolve)))
  let isQuiet = false
  const quiet = traffic.stop().then(() => (isQuiet = true))
  await new Promise((resolve) => setImmediate(resolve))
  expect(isQuiet).toBe(false)
  finish()
  await Promise.all([work, quiet])
})

it('admits everybody until it is to stop, and nobody from then on', () => {
  const traffic = new HttpTraffic(() => {})
  traffic.admit()
  void traffic.stop()
  expect(() => traffic.admit()).toThrow('The server stops')
})
