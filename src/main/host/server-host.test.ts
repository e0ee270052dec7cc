import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { HostState } from '../../../shared/ipc/schemas.ts'
import { createServerHost, type ServerHost, type ServerHostOptions } from './server-host.ts'
import { openServerLog, type ServerLog } from './server-log.ts'

/** A server as small as can be that keeps to what the host relies on. `MOOD` is how it fails. */
const standIn = `
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
const port = Number(process.argv[process.argv.indexOf('--port') + 1])
const fail = (code, msg) => {
  console.error(JSON.stringify({ level: 'fatal', msg }))
  process.exit(code)
}
if (process.env.MOOD === 'refuses') fail(78, 'The database is newer than this server.')
if (process.env.MOOD === 'crashes') process.exit(9)
if (existsSync('HELD')) fail(Number(readFileSync('HELD', 'utf8') || 75), 'Another server has the folder.')
const server = createServer((request, response) => {
  if (request.url === '/die') process.kill(process.pid, 'SIGKILL')
  response.end(String(process.pid))
})
server.on('error', () => fail(69, 'The port is taken.'))
if (process.env.MOOD === 'long') {
  for (let told = 0; told < 15; told++) {
    await new Promise((done) => setTimeout(done, 200))
    console.error('still starting')
  }
}
if (process.env.MOOD !== 'mute') {
  server.listen(port, '127.0.0.1', () => {
    const { port } = server.address()
    const url = 'http://127.0.0.1:' + port
    console.log(JSON.stringify({ ready: true, url, port, space: 'Ann’s' }))
  })
}
process.on('SIGTERM', () => {
  if (process.env.MOOD === 'slow') {
    console.error('asked to end')
    return setTimeout(() => process.exit(0), 100)
  }
  if (process.env.MOOD !== 'stubborn') process.exit(0)
})
process.stdin.on('end', () => {
  if (!['slow', 'stubborn'].includes(process.env.MOOD)) process.exit(0)
}).resume()
`

let folder: string
/** While this file is there, another server has the data folder, or it ends with the code that is in it. */
const held = () => join(folder, 'held')
let log: ServerLog
let hosts: ServerHost[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-host-'))
  writeFileSync(join(folder, 'stand-in.mjs'), standIn.replaceAll('HELD', held()))
  log = openServerLog(join(folder, 'server.log'))
  hosts = []
})

afterEach(async () => {
  await Promise.all(hosts.map((host) => host.stop()))
  log.stop()
  rmSync(folder, { recursive: true, force: true })
})

function open(mood = '', options: Partial<ServerHostOptions> = {}) {
  const states: HostState[] = []
  const host = createServerHost({
    command: { file: process.execPath, args: [join(folder, 'stand-in.mjs')] },
    args: () => [],
    env: { ...process.env, MOOD: mood },
    port: () => 0,
    log,
    announce: (state) => states.push(state),
    backOff: () => 10,
    ...options,
  })
  hosts.push(host)
  const statuses = () => states.map(({ status }) => status)
  const becomes = (status: HostState['status']) =>
    vi.waitFor(() => expect(host.state().status).toBe(status), { timeout: 10_000 })
  const url = () => {
    const state = host.state()
    return state.status === 'ready' ? state.url : ''
  }
  return { host, states, statuses, becomes, url }
}

const answers = (url: string): Promise<boolean> =>
  fetch(url, { headers: { connection: 'close' } }).then(
    () => true,
    () => false,
  )

test('a server that was started is announced with its address and its name', async () => {
  const { host, states, becomes, url } = open()
  host.start()
  await becomes('ready')
  const port = Number(new URL(url()).port)
  expect(states).toEqual([
    { status: 'starting' },
    { status: 'ready', url: url(), port, name: 'Ann’s', since: expect.any(Number) as number },
  ])
  expect(await answers(url())).toBe(true)
})

test('a server that is killed comes back on the same address', async () => {
  const { host, statuses, states, becomes, url } = open()
  host.start()
  await becomes('ready')
  const first = url()
  await answers(`${first}/die`)
  await vi.waitFor(() => expect(statuses()).toEqual(['starting', 'ready', 'restarting', 'ready']), {
    timeout: 10_000,
  })
  expect(states[2]).toMatchObject({ attempt: 1, reason: 'The server was ended by SIGKILL.' })
  expect(url()).toBe(first)
})

test('a port that somebody else has taken meanwhile is given up for another', async () => {
  const other = createServer()
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
  const { port } = other.address() as AddressInfo
  const { host, statuses, becomes, url } = open('', { port: () => port })
  host.start()
  await becomes('ready')
  expect(new URL(url()).port).not.toBe(String(port))
  expect(host.state()).toMatchObject({ taken: port })
  expect(statuses()).toEqual(['starting', 'ready'])
  await new Promise((done) => other.close(done))
})

test('a folder that another server still holds is tried again until it is free', async () => {
  writeFileSync(held(), '')
  const { host, states, becomes, statuses } = open('', { backOff: () => 200 })
  host.start()
  await becomes('restarting')
  rmSync(held())
  await becomes('ready')
  expect(states[1]).toMatchObject({ reason: 'Another server has the folder.' })
  expect(statuses()).not.toContain('failed')
})

test('what was given up is tried on slowly where it may pass, and said only once', async () => {
  writeFileSync(held(), '')
  const { host, becomes, statuses } = open('', { slowly: 20 })
  host.start()
  await becomes('failed')
  const tries = () => readFileSync(log.path, 'utf8').match(/another server has/gi)?.length ?? 0
  const before = tries()
  await vi.waitFor(() => expect(tries()).toBeGreaterThan(before + 2), { timeout: 10_000 })
  rmSync(held())
  await becomes('ready')
  expect(statuses().filter((status) => status === 'failed')).toHaveLength(1)
  await host.stop()
  expect(host.state()).toEqual({ status: 'off' })
})

test.each([
  ['74', 'full'],
  ['77', 'notWritable'],
])(
  'a folder for which it ends with %s is said to be %s at once, and served once it can be',
  async (code, problem) => {
    writeFileSync(held(), code)
    const { host, becomes, statuses } = open('', { slowly: 20 })
    host.start()
    await becomes('failed')
    expect(host.state()).toMatchObject({ problem, reason: 'Another server has the folder.' })
    rmSync(held())
    await becomes('ready')
    expect(statuses()).toEqual(['starting', 'failed', 'ready'])
  },
)

test.skipIf(process.platform === 'win32')(
  'a program that was taken away is run again once it is given back',
  async () => {
    const file = join(folder, 'server')
    symlinkSync(process.execPath, file)
    const command = { file, args: [join(folder, 'stand-in.mjs')] }
    const { host, becomes, url } = open('', { command, slowly: 20 })
    host.start()
    await becomes('ready')
    const first = url()
    rmSync(file)
    await answers(`${first}/die`)
    await becomes('failed')
    expect(host.state()).toMatchObject({ problem: 'missing' })
    symlinkSync(process.execPath, file)
    await becomes('ready')
    expect(url()).toBe(first)
  },
)

describe('a server that cannot run', () => {
  test('is not tried again when it says so itself, and its own words are the reason', async () => {
    const { host, statuses, becomes } = open('refuses')
    host.start()
    await becomes('failed')
    expect(statuses()).toEqual(['starting', 'failed'])
    expect(host.state()).toEqual({
      status: 'failed',
      problem: 'unusable',
      reason: 'The database is newer than this server.',
      log: log.path,
    })
  })

  test('is given up after some tries, and tried anew when asked', async () => {
    const { host, statuses, becomes } = open('crashes')
    host.start()
    await becomes('failed')
    expect(statuses()).toEqual(['starting', ...Array(6).fill('restarting'), 'failed'])
    expect(host.state()).toMatchObject({
      problem: 'crashing',
      reason: 'The server ended with code 9.',
    })
    host.start()
    expect(host.state()).toEqual({ status: 'starting' })
  })

  test('is stopped when it never gets ready', async () => {
    const { host, becomes } = open('mute', { startLimit: 300 })
    host.start()
    await becomes('restarting')
    expect(host.state()).toMatchObject({ reason: 'The server was ended by SIGKILL.' })
  })

  test('may take as long as it says that it is at it', async () => {
    const { host, statuses, becomes } = open('long', { startLimit: 2_000 })
    host.start()
    await becomes('ready')
    expect(statuses()).toEqual(['starting', 'ready'])
  })

  test('fails in words when its program may not be run', async () => {
    const file = join(folder, 'forbidden')
    writeFileSync(file, '', { mode: 0o600 })
    const { host, becomes } = open('', { command: { file, args: [] } })
    host.start()
    await becomes('failed')
    expect(host.state()).toMatchObject({ problem: 'forbidden' })
  })

  test('fails in words when there is no such program', async () => {
    const { host, becomes } = open('', { command: { file: join(folder, 'nothing'), args: [] } })
    host.start()
    await becomes('failed')
    expect(host.state()).toMatchObject({
      problem: 'missing',
      reason: expect.stringContaining('ENOENT') as unknown,
    })
  })
})

describe('stopping', () => {
  test('ends the process, and starting it again gives it the same address', async () => {
    let last = 0
    const announce = (state: HostState) => {
      if (state.status === 'ready') last = state.port
    }
    const { host, becomes, url } = open('', { port: () => last, announce })
    host.start()
    await becomes('ready')
    const first = url()
    await host.stop()
    expect(host.state()).toEqual({ status: 'off' })
    expect(await answers(first)).toBe(false)
    host.start()
    await becomes('ready')
    expect(url()).toBe(first)
  })

  test('does not wait for ever for a server that will not end', async () => {
    const { host, becomes, url } = open('stubborn', { drainLimit: 100 })
    host.start()
    await becomes('ready')
    const first = url()
    await host.stop()
    expect(await answers(first)).toBe(false)
  })

  test('between two tries leaves it off', async () => {
    const { host, becomes, statuses } = open('crashes', { backOff: () => 60_000 })
    host.start()
    await becomes('restarting')
    await host.stop()
    expect(statuses()).toEqual(['starting', 'restarting', 'off'])
  })
})

describe('what is asked while a server ends', () => {
  test('is what counts: stopped after a new start was asked for, it stays off', async () => {
    const { host, becomes, statuses } = open('slow')
    host.start()
    await becomes('ready')
    await Promise.all([host.restart(), host.stop()])
    expect(host.state()).toEqual({ status: 'off' })
    host.start()
    await becomes('ready')
    expect(statuses()).toEqual(['starting', 'ready', 'off', 'starting', 'ready'])
  })

  test('starts one server and not two, and is heard of that one alone', async () => {
    const { host, becomes, statuses, url } = open('slow')
    host.start()
    await becomes('ready')
    const stopped = host.stop()
    host.start()
    await stopped
    await becomes('ready')
    expect(await answers(url())).toBe(true)
    expect(statuses()).toEqual(['starting', 'ready', 'starting', 'ready'])
  })

  test.skipIf(process.platform === 'win32')('asks it to end only once', async () => {
    const { host, becomes } = open('slow')
    host.start()
    await becomes('ready')
    await Promise.all([host.stop(), host.restart(), host.stop()])
    expect(host.state()).toEqual({ status: 'off' })
    await vi.waitFor(() => {
      expect(readFileSync(log.path, 'utf8').match(/asked to end/g)).toHaveLength(1)
    })
  })
})

test('a space that is not where it was is not made anew, and is served when it is back', async () => {
  let reason: string | null = 'There is no parley.db.'
  const { host, states, becomes } = open('', { misses: async () => reason })
  host.start()
  await becomes('failed')
  expect(states).toEqual([
    { status: 'starting' },
    { status: 'failed', problem: 'folderGone', reason, log: log.path },
  ])
  reason = null
  host.start()
  await becomes('ready')
})

test.skipIf(process.platform === 'win32')(
  'a server that is frozen is ended and started again',
  async () => {
    const health = { every: 20, patience: 300, misses: 2 }
    const { host, states, becomes, url } = open('', { health })
    host.start()
    await becomes('ready')
    const first = url()
    const pid = Number(await (await fetch(first, { headers: { connection: 'close' } })).text())
    process.kill(pid, 'SIGSTOP')
    await becomes('restarting')
    expect(states.at(-1)).toMatchObject({
      reason: 'The server did not answer any more and was ended.',
    })
    await becomes('ready')
    expect(url()).toBe(first)
  },
)

test('a server is started anew with what is chosen by then', async () => {
  const names = ['first', 'second']
  const args = () => ['--space-name', names.shift()!]
  const { host, statuses, becomes, url } = open('', { args })
  host.start()
  await becomes('ready')
  const first = url()
  await host.restart()
  expect(host.state()).toEqual({ status: 'starting' })
  expect(await answers(first)).toBe(false)
  await becomes('ready')
  expect(names).toEqual([])
  expect(statuses()).toEqual(['starting', 'ready', 'starting', 'ready'])
})

test('what the server says is in the log', async () => {
  const { host, becomes } = open('refuses')
  host.start()
  await becomes('failed')
  await vi.waitFor(() =>
    expect(readFileSync(log.path, 'utf8')).toContain('The database is newer than this server.'),
  )
})
