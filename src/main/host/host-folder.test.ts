import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Low, Memory } from 'lowdb'
import { expect, onTestFinished, test } from 'vitest'
import type { HostState } from '../../../shared/ipc/schemas.ts'
import { createHostFolder } from './host-folder.ts'
import { createHostingDesk } from './hosting-desk.ts'
import { keptHosting } from './kept-hosting.ts'
import type { ServerHost } from './server-host.ts'
import { serverCommand } from './server-command.ts'
import { serverTasks } from './server-task.ts'
import { stateBoard } from './until-settled.ts'

/** The real server's commands, as an app in a checkout runs them. */
const tasks = serverTasks(
  serverCommand({
    ...{ appPath: process.cwd(), resourcesPath: '', packaged: false },
    ...{ platform: process.platform, arch: process.arch },
  }),
  process.env,
)

const ready: HostState = {
  status: 'ready',
  url: 'http://127.0.0.1:1',
  port: 1,
  name: 'X',
  since: 0,
}
const refused: HostState = { status: 'failed', problem: 'unusable', reason: 'Too new.', log: '' }

/** A host whose server becomes what `serves` says of its folder. */
function open({ wanted = true, serves = (_folder: string): HostState => ready } = {}) {
  const userData = mkdtempSync(join(tmpdir(), 'parley-folder-'))
  onTestFinished(() => rmSync(userData, { recursive: true, force: true }))
  mkdirSync(join(userData, 'space'))
  const put = (name: string, text: string) => writeFileSync(join(userData, 'space', name), text)
  put('space.json', '{"name":"Harbour"}')
  put('space.pem', 'a key')
  put('parley.db', 'as it was')
  const board = stateBoard()
  let state: HostState = { status: 'off' }
  const become = (next: HostState): void => board.tell((state = next))
  const server: ServerHost = {
    state: () => state,
    start() {
      become({ status: 'starting' })
      setImmediate(() => become(serves(folder.folder())))
    },
    async stop() {
      become({ status: 'off' })
    },
    async restart() {},
  }
  const file = new Low(
    new Memory<ReturnType<typeof keptHosting.parse>>(),
    keptHosting.parse({ wanted }),
  )
  const desk = createHostingDesk({ file, server, announce() {}, startAtLogin: async () => {} })
  const folder = createHostFolder({ userData, desk, server, states: board.hear, run: tasks })
  return { userData, desk, folder, server, space: join(userData, 'space') }
}

const database = (folder: string): string => readFileSync(join(folder, 'parley.db'), 'utf8')

test('a backup that is none leaves everything as it was, and says why', async () => {
  const { folder, server, space, userData } = open()
  const none = join(userData, 'none.db')
  writeFileSync(none, 'no backup')
  const done = await folder.restore(none)
  expect(done).toMatchObject({
    status: 'failed',
    reason: expect.stringMatching(/none\.db/) as unknown,
  })
  expect(database(space)).toBe('as it was')
  expect(readFileSync(join(space, 'space.pem'), 'utf8')).toBe('a key')
  expect(existsSync(`${space}.before-restore`)).toBe(false)
  expect(server.state()).toEqual({ status: 'starting' })
})

test('no backup is made of a folder that is none, and none over a file', async () => {
  const { folder, userData } = open()
  const there = join(userData, 'there.db')
  writeFileSync(there, 'something else')
  expect(await folder.backUp(there)).toMatchObject({ status: 'failed' })
  expect(readFileSync(there, 'utf8')).toBe('something else')
})

test('a folder that was chosen is served in the place of the one before', async () => {
  const { desk, folder, userData } = open({ wanted: false })
  const office = join(userData, 'office')
  mkdirSync(office)
  expect(await folder.choose(office)).toEqual({ status: 'noSpace' })
  await expect(folder.serveChosen()).rejects.toThrow('No folder was chosen')
  writeFileSync(join(office, 'parley.db'), '')
  writeFileSync(join(office, 'space.json'), '{"name":')
  expect(await folder.choose(office)).toEqual({ status: 'unreadable' })
  writeFileSync(join(office, 'space.json'), '{"name":"Office"}')
  expect(await folder.choose(office)).toEqual({ status: 'space', name: 'Office', folder: office })
  expect(await folder.serveChosen()).toEqual({ status: 'done', path: office })
  expect(desk.kept()).toMatchObject({ wanted: true, folder: office, name: null })
})

test('a folder that cannot be served leaves the one before being served', async () => {
  const { desk, folder, server, userData } = open({
    serves: (served) => (served.endsWith('office') ? refused : ready),
  })
  await desk.keep({ name: 'Harbour' })
  const office = join(userData, 'office')
  mkdirSync(office)
  writeFileSync(join(office, 'parley.db'), '')
  writeFileSync(join(office, 'space.json'), '{"name":"Office"}')
  await folder.choose(office)
  expect(await folder.serveChosen()).toEqual({ status: 'failed', reason: 'Too new.' })
  expect(desk.kept()).toMatchObject({ wanted: true, folder: null, name: 'Harbour' })
  expect(server.state()).toEqual({ status: 'starting' })
})

test('the facts are those of the folder that is served', async () => {
  const { folder, space } = open()
  expect(await folder.facts()).toMatchObject({ folder: space, bytes: 32 })
})

test('a space that moved elsewhere is never served from here by accident', async () => {
  const { desk, folder, server, space, userData } = open()
  await folder.release()
  expect(server.state()).toEqual({ status: 'off' })
  await desk.begin('Quay')
  expect(folder.folder()).toBe(join(userData, 'space-2'))
  expect(database(space)).toBe('as it was')
})
