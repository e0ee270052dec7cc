import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Low, Memory } from 'lowdb'
import { expect, onTestFinished, test } from 'vitest'
import type { HostState } from '../../../shared/ipc/schemas.ts'
import { createTurns } from '../turns.ts'
import { createHostFolder } from './host-folder.ts'
import { createHostingDesk } from './hosting-desk.ts'
import { keptHosting } from './kept-hosting.ts'
import type { ServerHost } from './server-host.ts'
import { serverCommand } from './server-command.ts'
import { type RunTask, serverTasks, TaskFailed } from './server-task.ts'
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
const taken: HostState = { status: 'failed', problem: 'inUse', reason: 'Taken.', log: '' }
const refused: HostState = { status: 'failed', problem: 'unusable', reason: 'Too new.', log: '' }

/** A host whose server becomes what `serves` says of its folder. */
function open({
  wanted = true,
  serves = (_folder: string): HostState => ready,
  run = tasks.run,
} = {}) {
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
    async pause() {
      become({ status: 'starting' })
    },
    async restart() {},
  }
  const file = new Low(
    new Memory<ReturnType<typeof keptHosting.parse>>(),
    keptHosting.parse({ wanted }),
  )
  const turns = createTurns()
  const desk = createHostingDesk({
    ...{ file, server, turns },
    announce() {},
    startAtLogin: async () => {},
  })
  const folder = createHostFolder({ userData, desk, server, turns, states: board.hear, run })
  const statuses: string[] = []
  board.hear(({ status }) => statuses.push(status))
  return { userData, desk, folder, server, become, statuses, space: join(userData, 'space') }
}

const database = (folder: string): string => readFileSync(join(folder, 'parley.db'), 'utf8')

const copyingAtOnce: RunTask = async (...task) => {
  const { run, goOn } = copying()
  goOn()
  await run(...task)
}

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
  expect(server.state()).toEqual({ status: 'off' })
})

/** Puts the backup there as the server's command does, once it may go on. */
function copying() {
  let goOn = (): void => undefined
  const mayGoOn = new Promise<void>((done) => (goOn = done))
  let begun = (): void => undefined
  const hasBegun = new Promise<void>((done) => (begun = done))
  const run: RunTask = async (_command, file, _flag, place) => {
    if (existsSync(join(place!, 'parley.db'))) throw new TaskFailed('There already.', 1)
    begun()
    await mayGoOn
    copyFileSync(file!, join(place!, 'parley.db'))
  }
  return { run, goOn, hasBegun }
}

function backup(userData: string, name = 'Harbour.db'): string {
  const file = join(userData, name)
  writeFileSync(file, 'as it was in the backup')
  return file
}

test('a space is served while its backup is copied, and is stopped for the exchange alone', async () => {
  const { run, goOn, hasBegun } = copying()
  const { become, folder, space, statuses, userData } = open({ run })
  become(ready)
  const restored = folder.restore(backup(userData))
  await hasBegun
  expect(statuses).toEqual(['ready'])
  expect(database(space)).toBe('as it was')
  goOn()
  expect(await restored).toEqual({ status: 'done', path: `${space}.before-restore` })
  expect(statuses).toEqual(['ready', 'starting', 'starting', 'ready'])
  expect(database(space)).toBe('as it was in the backup')
  expect(readFileSync(join(space, 'space.pem'), 'utf8')).toBe('a key')
  expect(database(`${space}.before-restore`)).toBe('as it was')
})

test('whoever stops hosting while a backup is copied is not served when it is there', async () => {
  const { run, goOn, hasBegun } = copying()
  const { become, desk, folder, server, space, userData } = open({ run })
  become(ready)
  const restored = folder.restore(backup(userData))
  await hasBegun
  await desk.stop()
  goOn()
  expect(await restored).toMatchObject({ status: 'done' })
  expect(database(space)).toBe('as it was in the backup')
  expect(server.state()).toEqual({ status: 'off' })
})

test('hosting again waits for the exchange, however that ends', async () => {
  const { become, desk, folder, space, userData, statuses } = open({
    run: copyingAtOnce,
    serves: (place) => (database(place) === 'as it was' ? ready : refused),
  })
  become(ready)
  const restored = folder.restore(backup(userData))
  const again = desk.again()
  const stopped = restored.then(() => desk.stop())
  expect(await restored).toEqual({ status: 'failed', reason: 'Too new.' })
  await Promise.all([again, stopped])
  expect(database(space)).toBe('as it was')
  expect(readdirSync(userData).sort()).toEqual(['Harbour.db', 'space'])
  expect(statuses.at(-1)).toBe('off')
})

test('a backup that is kept in the folder itself can be restored', async () => {
  const { folder, space } = open({ run: copyingAtOnce })
  expect(await folder.restore(backup(space))).toMatchObject({ status: 'done' })
  expect(database(space)).toBe('as it was in the backup')
})

test('a folder that another server has is not exchanged', async () => {
  const run: RunTask = async (command, file, flag, place) => {
    if (place === space) throw new TaskFailed('In use.', 75)
    await copyingAtOnce(command!, file!, flag!, place!)
  }
  const { become, folder, space, userData } = open({ run, serves: () => taken })
  become(taken)
  expect(await folder.restore(backup(userData))).toEqual({ status: 'failed', reason: 'In use.' })
  expect(readdirSync(userData).sort()).toEqual(['Harbour.db', 'space'])
  expect(database(space)).toBe('as it was')
})

test('an app that is quit gives up what is being copied, and nothing is changed', async () => {
  const stubborn = { file: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'] }
  const own = serverTasks(stubborn, process.env)
  const { folder, space, userData } = open({ run: own.run, wanted: false })
  const restored = folder.restore(backup(userData))
  own.end()
  await folder.over()
  expect(await restored).toMatchObject({ status: 'failed' })
  expect(database(space)).toBe('as it was')
  expect(readdirSync(userData).sort()).toEqual(['Harbour.db', 'space'])
})

test('no backup is made of a folder that holds no space', async () => {
  const { folder, userData } = open()
  const file = join(userData, 'Harbour.db')
  expect(await folder.backUp(file)).toMatchObject({ status: 'failed' })
  expect(existsSync(file)).toBe(false)
})

test('a backup takes the place of an older one once it is whole, and leaves that where it fails', async () => {
  let isWhole = false
  const run: RunTask = async (_command, file) => {
    writeFileSync(file!, 'half')
    if (!isWhole) throw new TaskFailed('No room.', 1)
    writeFileSync(file!, 'whole')
  }
  const { folder, userData } = open({ run })
  const file = join(userData, 'Harbour.db')
  writeFileSync(file, 'older')
  expect(await folder.backUp(file)).toEqual({ status: 'failed', reason: 'No room.' })
  expect(readFileSync(file, 'utf8')).toBe('older')
  isWhole = true
  expect(await folder.backUp(file)).toEqual({ status: 'done', path: file })
  expect(readFileSync(file, 'utf8')).toBe('whole')
  expect(readdirSync(userData).sort()).toEqual(['Harbour.db', 'space'])
})

/** Copies for ever, under a name that it made up, as the server's command does. */
const copiesForEver = `
  require('node:fs').writeFileSync(process.argv[2] + '.0123456789ab.partial', 'half')
  setInterval(() => {}, 1000)
`

test('an app that is quit leaves nothing of the backup that it was making', async () => {
  const own = serverTasks({ file: process.execPath, args: ['-e', copiesForEver] }, process.env)
  const { folder, userData } = open({ run: own.run })
  const made = () => readdirSync(userData, { recursive: true, encoding: 'utf8' })
  const half = /0123456789ab\.partial$/
  const backedUp = folder.backUp(join(userData, 'Harbour.db'))
  await expect.poll(made, { timeout: 10_000 }).toContainEqual(expect.stringMatching(half))
  own.end()
  await folder.over()
  expect(await backedUp).toMatchObject({ status: 'failed' })
  expect(readdirSync(userData)).toEqual(['space'])
})

test('a backup takes away what a crash left of an earlier one', async () => {
  const run: RunTask = async (_command, file) => {
    expect(readdirSync(dirname(file!))).toEqual([])
    writeFileSync(file!, 'whole')
  }
  const { folder, userData } = open({ run })
  const file = join(userData, 'Harbour.db')
  mkdirSync(`${file}.partial`)
  writeFileSync(join(`${file}.partial`, 'Harbour.db.0123456789ab.partial'), 'half')
  expect(await folder.backUp(file)).toEqual({ status: 'done', path: file })
  expect(readdirSync(userData).sort()).toEqual(['Harbour.db', 'space'])
})

test('a folder that was chosen is served in the place of the one before', async () => {
  const { desk, folder, userData } = open({ wanted: false })
  await desk.keep({ reach: 'machine' })
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
  expect(desk.kept().reach).toBe('machine')
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
