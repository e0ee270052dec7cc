import { DatabaseSync } from 'node:sqlite'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it, vi } from 'vitest'
import type { RouteResponse } from '../../protocol/index.ts'
import { sqliteFiles } from '../storage/sqlite/sqlite-files.ts'
import { openSpace } from '../storage/sqlite/sqlite-open.ts'
import { migrations } from '../storage/sqlite/sqlite-schema.ts'
import { callRoute } from '../test/call-route.ts'
import { buildOneFile, oneFile, serving } from '../test/one-file.ts'
import { ServerProcess, temporaryFolder } from '../test/server-process.ts'
import { TestSocket } from '../test/test-socket.ts'

vi.setConfig({ testTimeout: 60_000 })
beforeAll(buildOneFile, 300_000)

type Event = RouteResponse<'events'>['events'][number]

const ada = { name: 'Ada', password: 'Adas secret', device: 'test' }
const freely = ['--write-rate', '0']

/** Ada at a server: what she writes goes to herself. */
async function adaAt(url: string, arrive: 'register' | 'signIn') {
  const { token, user } = await callRoute(url, arrive, { body: ada })
  const notes = `${user.id}.${user.id}`
  const socket = await TestSocket.open(`${url.replace('http', 'ws')}/api/v1/socket`)
  const events = async (): Promise<Event[]> => {
    const all: Event[] = []
    for (;;) {
      const after = all.at(-1)?.seq ?? 0
      const page = { params: { conversation: notes }, query: { after, limit: 100 } }
      const { events, head } = await callRoute(url, 'events', page, token)
      all.push(...events)
      if (all.length >= head || events.length === 0) return all
    }
  }
  await socket.hello(token)
  return { say: (text: string) => socket.say(notes, text), events, socket }
}

const textsOf = (events: readonly Event[]) => events.map((one) => 'text' in one && one.text)

async function ended(server: ServerProcess, signal: NodeJS.Signals): Promise<void> {
  server.child.kill(signal)
  await server.exited
}

async function writtenFromSource(data: string): Promise<Event[]> {
  const source = new ServerProcess(['--host', '127.0.0.1', '--port', '0', '--data', data])
  const there = await adaAt((await source.ready()).url, 'register')
  for (const text of ['one', 'two', 'three']) await there.say(text)
  const events = await there.events()
  await ended(source, 'SIGTERM')
  return events
}

/** Puts the same rows into a database as the first version of the schema made it. */
function takeBackToFirstSchema(data: string): void {
  const files = sqliteFiles({ folder: data })
  const now = `${files.database}.now`
  const newer = new DatabaseSync(files.database)
  newer.exec(`VACUUM INTO '${now}'`)
  newer.close()
  for (const end of ['', '-wal', '-shm']) rmSync(files.database + end, { force: true })
  const { db } = openSpace(files, migrations.slice(0, 1))
  db.exec(`ATTACH '${now}' AS now; PRAGMA foreign_keys = OFF`)
  const tables = db.prepare(`SELECT name FROM main.sqlite_schema WHERE type = 'table'`).all()
  for (const { name } of tables) {
    const columns = db.prepare(`SELECT name FROM pragma_table_info(?)`).all(name!)
    const list = columns.map((column) => String(column['name'])).join(', ')
    db.exec(`DELETE FROM main.${name}; INSERT INTO main.${name} (${list})
      SELECT ${list} FROM now.${name}`)
  }
  db.close()
  rmSync(now)
  // Not there yet where the server ended sooner than its thread for the search had made it.
  rmSync(join(data, 'parley-search.db'), { force: true })
}

it('goes on with a folder that the server from its source has written', async () => {
  const data = temporaryFolder()
  const before = await writtenFromSource(data)
  const there = await adaAt((await serving(data)).url, 'signIn')
  expect(await there.events()).toEqual(before)
  expect(await there.say('four')).toMatchObject({ seq: 4 })
})

it('brings a folder of the first schema to its own, and loses nothing', async () => {
  const data = temporaryFolder()
  const before = await writtenFromSource(data)
  takeBackToFirstSchema(data)
  const { url, server } = await serving(data)
  const there = await adaAt(url, 'signIn')
  expect(await there.events()).toEqual(before)
  await there.say('four')
  await ended(server, 'SIGTERM')
  const database = new DatabaseSync(sqliteFiles({ folder: data }).database)
  const newest = migrations.at(-1)!.version
  expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: newest })
  database.close()
})

it('restores a backup that was made while people wrote, as it was at that moment', async () => {
  const [data, folder] = [temporaryFolder(), temporaryFolder()]
  const { url } = await serving(data, freely)
  const there = await adaAt(url, 'register')
  for (let n = 1; n <= 50; n++) await there.say(`before ${n}`)
  const stopped = new AbortController()
  const writing = (async () => {
    for (let n = 1; !stopped.signal.aborted; n++) await there.say(`meanwhile ${n}`)
  })()
  const copy = join(folder, 'copy.db')
  const backup = oneFile(['backup', copy, '--data', data])
  expect([await backup.exited, backup.stderr]).toEqual([0, ''])
  stopped.abort()
  await writing
  const all = await there.events()
  const restored = join(folder, 'restored')
  const restore = oneFile(['restore', copy, '--data', restored])
  expect([await restore.exited, restore.stderr]).toEqual([0, ''])
  const back = await (await adaAt((await serving(restored)).url, 'signIn')).events()
  expect(back.length).toBeGreaterThanOrEqual(50)
  expect(back).toEqual(all.slice(0, back.length))
})

it('has all that was acknowledged when it is killed while people write, and started again', async () => {
  const data = temporaryFolder()
  const { url, server } = await serving(data, freely)
  const there = await adaAt(url, 'register')
  let acknowledged = 0
  const writing = (async () => {
    for (;;) {
      await there.say(`message ${acknowledged + 1}`)
      acknowledged += 1
      if (acknowledged === 100) server.child.kill('SIGKILL')
    }
  })()
  await expect(writing).rejects.toThrow('closed')
  await server.exited
  const back = await (await adaAt((await serving(data)).url, 'signIn')).events()
  expect(back.length).toBeGreaterThanOrEqual(acknowledged)
  expect(textsOf(back)).toEqual(back.map((_, n) => `message ${n + 1}`))
})
