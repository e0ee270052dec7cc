import { expect, it } from 'vitest'
import { HttpTraffic } from './http-traffic.ts'

it('is not quiet while something is done for a request whose asker is gone', async () => {
  const traffic = new HttpTraffic(() => {})
  let finish = () => {}
  const work = traffic.during(new Promise((resolve) => (finish = resolve)))
  let isQuiet = false
  const quiet = traffic.quiet().then(() => (isQuiet = true))
  await new Promise((resolve) => setImmediate(resolve))
  expect(isQuiet).toBe(false)
  finish()
  await Promise.all([work, quiet])
})
