import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { parseInviteLink } from '../../protocol/index.ts'
import { where } from '../../discovery/test/lab.ts'
import { callRoute } from '../test/call-route.ts'
import {
  asOrdinaryUser,
  buildOneFile,
  isRoot,
  oneFile,
  oneFileAlone,
  ordinaryFolder,
  serving,
} from '../test/one-file.ts'
import { obstacle } from '../test/obstacle.ts'
import { ServerProcess, temporaryFolder } from '../test/server-process.ts'
import { TestSocket } from '../test/test-socket.ts'
import { version } from '../version.ts'

vi.setConfig({ testTimeout: 60_000 })
beforeAll(buildOneFile, 300_000)

const ada = { name: 'Ada', password: 'Adas secret', device: 'test' }
const loopback = ['--host', '127.0.0.1', '--port', '0']

const secretIn = (said: string): string => parseInviteLink(/parley:\/\/\S+/.exec(said)![0])!.secret!

async function writeOneMessage(url: string): Promise<void> {
  const { token, user } = await callRoute(url, 'register', { body: ada })
  const socket = await TestSocket.open(`${url.replace('http', 'ws')}/api/v1/socket`)
  await socket.hello(token)
  expect(await socket.say(`${user.id}.${user.id}`, 'hello')).toMatchObject({ seq: 1 })
}

describe('the one file', () => {
  it('serves a space, and the web client, from an empty folder as an ordinary user', async () => {
    const data = ordinaryFolder()
    chmodSync(data, 0o755)
    const command = [...asOrdinaryUser(), oneFileAlone()]
    const server = new ServerProcess([...loopback, '--data', data], {}, command)
    const { url } = await server.ready()
    const page = await fetch(url, { headers: { accept: 'text/html' } })
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text())![1]!
    const code = await fetch(url + script, { headers: { 'accept-encoding': 'br' } })
    expect(code.headers.get('content-encoding')).toBe('br')
    expect(code.headers.get('cache-control')).toContain('immutable')
    const built = readFileSync(join('out/web', script), 'utf8')
    expect(await code.text()).toBe(built)
    await writeOneMessage(url)
    server.child.kill('SIGTERM')
    expect(await server.exited).toBe(0)
    expect(lstatSync(data).mode & 0o777).toBe(0o700)
  })

  it('says the same of itself as the source, but for what is usual', async () => {
    const [told, help] = [oneFile(['--version']), oneFile(['--help'])]
    expect(await told.exited).toBe(0)
    expect(told.stdout).toBe(`${version}\n`)
    expect(await help.exited).toBe(0)
    expect(help.stdout).toMatch(/--host ADDRESS .*\(usually (::|0\.0\.0\.0)\)/)
    expect(help.stdout).toMatch(/--web DIR .*\(usually included\)/)
  })

  it('serves no web client where it is to serve none, or another one', async () => {
    const none = await serving(temporaryFolder(), ['--web', 'off'])
    expect(await (await fetch(none.url)).text()).toContain('serves no web client')
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'index.html'), 'ours')
    const other = await serving(temporaryFolder(), ['--web', folder])
    expect(await (await fetch(other.url)).text()).toBe('ours')
    const without = temporaryFolder()
    writeFileSync(join(without, 'parley.json'), '{"web": "off"}')
    const own = await serving(without, ['--web', 'included'])
    expect(await (await fetch(own.url)).text()).toContain('/assets/')
  })

  it('ends with whoever started it', async () => {
    const { server } = await serving(temporaryFolder(), ['--json-ready', '--exit-with-parent'])
    server.child.stdin.end()
    expect(await server.exited).toBe(0)
  })

  it('leaves nothing behind where nothing is kept, and clears what was left there before', async () => {
    const [data, passing] = [join(temporaryFolder(), 'none'), temporaryFolder()]
    const left = join(passing, 'parley-native-left')
    mkdirSync(left)
    utimesSync(left, 0, 0)
    const args = [...loopback, '--storage', 'memory', '--data', data]
    const server = new ServerProcess(args, { TMPDIR: passing }, [oneFileAlone()])
    await server.ready()
    expect(readdirSync(passing)).toEqual([])
    expect(existsSync(data)).toBe(false)
  })

  it('says where it may not put its library where nothing is kept', async () => {
    const args = [...loopback, '--storage', 'memory', '--data', '/nowhere']
    const passing = { TMPDIR: join(temporaryFolder(), 'none') }
    const server = new ServerProcess(args, passing, [oneFileAlone()])
    expect(await server.exited).toBe(78)
    expect(server.log.at(-1)).toMatchObject({ msg: expect.stringContaining('TMPDIR') })
  })
})

describe('the native library in the data folder', () => {
  it('is not loaded if it is not ours, and is put right', async () => {
    const data = temporaryFolder()
    const first = await serving(data)
    first.server.child.kill('SIGKILL')
    await first.server.exited
    const [name] = readdirSync(join(data, 'native'))
    const path = join(data, 'native', name!)
    const ours = readFileSync(path)
    chmodSync(path, 0o700)
    writeFileSync(path, Buffer.alloc(ours.byteLength, 'planted'))
    writeFileSync(join(data, 'native', 'uws-old.node'), 'of an older version')
    await serving(data)
    expect(readFileSync(path).equals(ours)).toBe(true)
    expect(readdirSync(join(data, 'native'))).toEqual([name])
  })

  it('is not written by commands that serve nothing', async () => {
    const data = temporaryFolder()
    const first = new ServerProcess([...loopback, '--data', data])
    await writeOneMessage((await first.ready()).url)
    first.child.kill('SIGTERM')
    await first.exited
    for (const command of [['user', 'list'], ['invite'], ['backup', join(data, 'copy.db')]]) {
      const done = oneFile([...command, '--data', data])
      expect([command, await done.exited, done.stderr]).toEqual([command, 0, ''])
    }
    expect(existsSync(join(data, 'native'))).toBe(false)
  })
})

it('says plainly that it may not write, and that another try is pointless', async () => {
  const folder = ordinaryFolder()
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o500 })
  if (isRoot) spawnSync('chown', ['65534:65534', data])
  const command = [...asOrdinaryUser(), oneFileAlone()]
  const server = new ServerProcess([...loopback, '--data', data], {}, command)
  expect(await server.exited).toBe(77)
  expect(server.log).toMatchObject([{ level: 'fatal', msg: expect.stringContaining('--data') }])
})

where(obstacle('script', '--version'), 'at a terminal', () => {
  it('tells a person where it is, and how the first one comes in', async () => {
    const data = join(temporaryFolder(), 'our space')
    const program = oneFileAlone()
    const only = ['--registration', 'invite']
    const line = [program, ...loopback, ...only, '--data', `'${data}'`].join(' ')
    const start = () =>
      new ServerProcess([], { TERM: 'xterm' }, ['script', '-qefc', line, '/dev/null'])
    const first = start()
    await vi.waitFor(() => expect(first.stdout).toContain('In words'), { timeout: 30_000 })
    expect(first.stdout).toMatch(/is at http:\/\/127\.0\.0\.1:\d+/)
    expect(first.stdout).toContain('parley://join?')
    expect(first.stdout).toMatch(/[█▀▄]{8}/)
    first.child.stdin.write('\u0003')
    await first.exited
    const again = start()
    await vi.waitFor(() => expect(again.stdout).toContain('In words'), { timeout: 30_000 })
    const invite = secretIn(again.stdout)
    expect(invite).not.toBe(secretIn(first.stdout))
    const url = /is at (\S+)/.exec(again.stdout)![1]!
    const former = { ...ada, invite: secretIn(first.stdout) }
    await expect(callRoute(url, 'register', { body: former })).rejects.toMatchObject({
      code: 'invite_revoked',
    })
    await callRoute(url, 'register', { body: { ...ada, invite } })
    again.child.stdin.write('\u0003')
    await again.exited
    const last = start()
    await vi.waitFor(() => expect(last.stdout).toContain('To let somebody in'), {
      timeout: 30_000,
    })
    expect(last.stdout).toContain(`${program} invite --data '${data}'`)
    expect(last.stdout).not.toContain('parley://')
  })
})

it('serves a copied folder as the same space', async () => {
  const data = temporaryFolder()
  const first = await serving(data)
  await writeOneMessage(first.url)
  const key = readFileSync(join(data, 'space.pem'), 'utf8')
  first.server.child.kill('SIGTERM')
  await first.server.exited
  const moved = join(temporaryFolder(), 'elsewhere')
  cpSync(data, moved, { recursive: true })
  const second = await serving(moved)
  const { user } = await callRoute(second.url, 'signIn', { body: ada })
  expect(user.administrator).toBe(true)
  expect(readFileSync(join(moved, 'space.pem'), 'utf8')).toBe(key)
})
