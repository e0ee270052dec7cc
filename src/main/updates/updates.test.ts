import { expect, it } from 'vitest'
import { createUpdates, type UpdatesOptions } from './updates.ts'

/** What happens, in order, where an update meets this answer of the person. */
function updatesWith(given: Partial<UpdatesOptions> & { version?: string; answer?: boolean }) {
  const done: string[] = []
  const { version = '2.0.0', answer = true, ...rest } = given
  const updates = createUpdates({
    updater: {
      fetch: async () => ({ version }),
      async install() {
        done.push('installed')
      },
    },
    async ask(version) {
      done.push(`asked for ${version}`)
      return answer
    },
    async stopServing() {
      await new Promise((turn) => setImmediate(turn))
      done.push('drained')
    },
    serveAgain: () => void done.push('serves again'),
    tellNotInstalled: (version) => void done.push(`told of ${version}`),
    report: (problem) => void done.push(String(problem)),
    ...rest,
  })
  return { updates, done }
}

it('asks, lets go of the hosted server, and only then installs', async () => {
  const { updates, done } = updatesWith({})
  await updates.look()
  expect(done).toEqual(['asked for 2.0.0', 'drained', 'installed'])
})

it('installs nothing for whoever says later, and asks no second time', async () => {
  const { updates, done } = updatesWith({ answer: false })
  await updates.look()
  await updates.look()
  expect(done).toEqual(['asked for 2.0.0'])
})

it('says nothing where there is nothing newer', async () => {
  const updater = { fetch: async () => undefined, install: async () => undefined }
  const { updates, done } = updatesWith({ updater })
  await updates.look()
  expect(done).toEqual([])
})

it('goes on where the feed cannot be reached', async () => {
  const updater = {
    fetch: () => Promise.reject(new Error('no network')),
    install: async () => undefined,
  }
  const { updates, done } = updatesWith({ updater })
  await updates.look()
  expect(done).toEqual(['Error: no network'])
})

it('hosts again where nothing was installed, says so, and asks no second time', async () => {
  const install = () => Promise.reject(new Error('no room'))
  const { updates, done } = updatesWith({
    updater: { fetch: async () => ({ version: '2' }), install },
  })
  await updates.look()
  await updates.look()
  expect(done).toEqual(['asked for 2', 'drained', 'serves again', 'told of 2', 'Error: no room'])
})

it('hosts again where the server could not be drained', async () => {
  const stopServing = () => Promise.reject(new Error('no answer'))
  const { updates, done } = updatesWith({ stopServing })
  await updates.look()
  expect(done).toEqual(['asked for 2.0.0', 'serves again', 'told of 2.0.0', 'Error: no answer'])
})

it('asks one question at a time', async () => {
  const { updates, done } = updatesWith({})
  await Promise.all([updates.look(), updates.look()])
  expect(done.filter((one) => one.startsWith('asked'))).toHaveLength(1)
})
