import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, vi } from 'vitest'
import { callRoute } from '../test/call-route.ts'
import { ServerProcess, temporaryFolder } from '../test/server-process.ts'
import { TestSocket } from '../test/test-socket.ts'

vi.setConfig({ testTimeout: 60_000 })

it('copies a space while people write, so that all acknowledged before is in the copy', async () => {
  const folder = temporaryFolder()
  const data = join(folder, 'space')
  const server = new ServerProcess(['--port', '0', '--data', data, '--write-rate', '0'])
  const { url } = await server.ready()
  const body = { name: 'Ada', password: 'Adas secret', device: 'test' }
  const { token, user } = await callRoute(url, 'register', { body })
  const notes = `${user.id}.${user.id}`
  const socket = await TestSocket.open(`${url.replace('http', 'ws')}/api/v1/socket`)
  await socket.hello(token)
  for (let n = 1; n <= 50; n++) await socket.say(notes, `before ${n}`)
  const stopped = new AbortController()
  const writing = (async () => {
    for (let n = 1; !stopped.signal.aborted; n++) await socket.say(notes, `meanwhile ${n}`)
  })()
  const copy = join(folder, 'copy.db')
  const backup = new ServerProcess(['backup', copy, '--data', data])
  expect(await backup.exited).toBe(0)
  expect(backup.stdout).toContain('Copied the space')
  stopped.abort()
  await writing
  server.child.kill('SIGTERM')
  await server.exited

  const restored = join(folder, 'restored')
  mkdirSync(restored)
  copyFileSync(copy, join(restored, 'parley.db'))
  const again = new ServerProcess(['--port', '0', '--data', restored])
  const { url: secondUrl } = await again.ready()
  const signedIn = await callRoute(secondUrl, 'signIn', { body })
  const page = { params: { conversation: notes }, query: { after: 0, limit: 50 } }
  const { events, head } = await callRoute(secondUrl, 'events', page, signedIn.token)
  expect(head).toBeGreaterThanOrEqual(50)
  expect(events.map((event) => 'text' in event && event.text)).toEqual(
    Array.from({ length: 50 }, (_, n) => `before ${n + 1}`),
  )
})

it('writes over nothing, and says so in one line', async () => {
  const data = temporaryFolder()
  const server = new ServerProcess(['--port', '0', '--data', data])
  await server.ready()
  const precious = join(data, 'precious.db')
  writeFileSync(precious, 'precious')
  const backup = new ServerProcess(['backup', precious, '--data', data])
  expect(await backup.exited).toBe(1)
  expect(backup.log).toMatchObject([
    { level: 'fatal', msg: expect.stringContaining('exists already') },
  ])
})

it('says that there is no space, and makes none', async () => {
  const data = temporaryFolder()
  const backup = new ServerProcess(['backup', join(data, 'copy.db'), '--data', data])
  expect(await backup.exited).toBe(1)
  expect(backup.log).toMatchObject([{ msg: `no space is kept in ${data}` }])
  expect(existsSync(join(data, 'parley.db'))).toBe(false)
})

it.each(['backup', 'restore'])('a %s ends with whoever asked for it', async (task) => {
  const folder = temporaryFolder()
  const data = join(folder, 'space')
  const server = new ServerProcess(['--port', '0', '--data', data])
  await server.ready()
  server.child.kill('SIGTERM')
  await server.exited
  // So much that copying it takes far longer than hearing that nobody waits for it.
  const database = new DatabaseSync(join(data, 'parley.db'))
  database.exec(`CREATE TABLE ballast AS
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
    SELECT randomblob(1000000) AS bytes FROM n`)
  database.close()
  const target = join(folder, task === 'backup' ? 'copy.db' : 'restored/parley.db')
  const line =
    task === 'backup'
      ? ['backup', target, '--data', data]
      : ['restore', join(data, 'parley.db'), '--data', join(folder, 'restored')]
  const asked = new ServerProcess([...line, '--exit-with-parent'])
  asked.child.stdin.end()
  expect(await asked.exited).toBe('SIGKILL')
  expect(existsSync(target)).toBe(false)
})
