import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { connect as connectByTls } from 'node:tls'
import { describe, expect, it, vi } from 'vitest'
import { fingerprintOf } from '../security/certificate/certificate.ts'
import { callRoute } from '../test/call-route.ts'
import { ServerProcess, temporaryFolder } from '../test/server-process.ts'
import { TestSocket } from '../test/test-socket.ts'

vi.setConfig({ testTimeout: 60_000 })

function serve(...args: string[]): ServerProcess {
  return new ServerProcess(['serve', '--port', '0', '--data', temporaryFolder(), ...args])
}

describe('when it is ready', () => {
  it('says so in one line of JSON, and logs nothing but JSON', async () => {
    const server = serve('--space-name', 'Team')
    const ready = await server.ready()
    expect(ready).toEqual({
      ready: true,
      url: `http://127.0.0.1:${ready.port}`,
      port: ready.port,
      space: 'Team',
      key: expect.stringMatching(/^[\w-]{43}$/) as unknown,
    })
    expect(await callRoute(ready.url, 'space', {})).toMatchObject({ name: 'Team' })
    expect(server.stdout.trim().split('\n')).toHaveLength(1)
    expect(server.log.map(({ msg }) => msg)).toContain('ready')
  })

  it('keeps the name of the space from then on', async () => {
    const data = temporaryFolder()
    const first = new ServerProcess(['--port', '0', '--data', data, '--space-name', 'Team'])
    await first.ready()
    first.child.kill('SIGTERM')
    await first.exited
    const second = new ServerProcess(['--port', '0', '--data', data])
    expect(await second.ready()).toMatchObject({ space: 'Team' })
    expect(JSON.parse(readFileSync(join(data, 'space.json'), 'utf8'))).toMatchObject({
      name: 'Team',
    })
  })
})

describe('by TLS', () => {
  /** What it says when it is ready, and its answer, from somebody who looks at its key. */
  async function startIn(data: string, ...args: string[]) {
    const server = new ServerProcess(['--port', '0', '--data', data, '--tls', 'always', ...args])
    const ready = await server.ready()
    const socket = connectByTls({ port: ready.port, rejectUnauthorized: false })
    await once(socket, 'secureConnect')
    const shown = fingerprintOf(socket.getPeerX509Certificate()!)
    socket.destroy()
    return { server, ready, shown }
  }

  async function stop({ child, exited }: ServerProcess): Promise<void> {
    child.kill('SIGTERM')
    await exited
  }

  it('it says by which key it is known, and has the same one from then on', async () => {
    const data = temporaryFolder()
    const first = await startIn(data, '--space-name', 'Team')
    expect(first.ready).toEqual({
      ready: true,
      url: `https://127.0.0.1:${first.ready.port}`,
      port: first.ready.port,
      space: 'Team',
      fingerprint: first.shown,
      key: first.shown,
    })
    expect(first.server.log).toContainEqual(
      expect.objectContaining({ msg: 'ready', fingerprint: first.shown }),
    )
    await stop(first.server)
    const second = await startIn(data)
    expect(second.ready).toMatchObject({ space: 'Team', fingerprint: first.shown })
    expect(second.shown).toBe(first.shown)
  })

  it('a data folder from before there were keys gets one, and keeps it', async () => {
    const data = temporaryFolder()
    const before = new ServerProcess(['--port', '0', '--data', data, '--space-name', 'Team'])
    await before.ready()
    await stop(before)
    rmSync(join(data, 'space.pem'))
    const kept = { name: 'Team', createdAt: '2026-01-01T00:00:00.000Z' }
    writeFileSync(join(data, 'space.json'), JSON.stringify(kept))
    const { server, shown } = await startIn(data)
    await stop(server)
    expect(JSON.parse(readFileSync(join(data, 'space.json'), 'utf8'))).toEqual({
      ...kept,
      fingerprint: shown,
    })
    expect((await startIn(data)).shown).toBe(shown)
  })

  it('it does not start without the key by which it was known', async () => {
    const data = temporaryFolder()
    const { server } = await startIn(data)
    await stop(server)
    rmSync(join(data, 'space.pem'))
    const without = new ServerProcess(['--port', '0', '--data', data])
    expect(await without.exited).toBe(78)
    expect(String(without.log.at(-1)!['msg'])).toContain('space.pem cannot be used (it is missing)')
    expect(existsSync(join(data, 'space.pem'))).toBe(false)
  })
})

describe('it stops', () => {
  it('on SIGTERM, after telling its clients, with code 0', async () => {
    const server = serve()
    const { url } = await server.ready()
    const body = { name: 'Ada', password: 'Adas secret', device: 'test' }
    const { token, user } = await callRoute(url, 'register', { body })
    const socket = await TestSocket.open(`${url.replace('http', 'ws')}/api/v1/socket`)
    await socket.hello(token)
    await socket.say(`${user.id}.${user.id}`, 'a private thought')
    server.child.kill('SIGTERM')
    expect(await socket.closed).toMatchObject({ code: 4000 })
    expect(await server.exited).toBe(0)
    expect(server.log.at(-1)).toMatchObject({ msg: 'stopped' })
    const everything = server.stdout + server.stderr
    for (const secret of [token, 'Adas secret', 'a private thought']) {
      expect(everything).not.toContain(secret)
    }
  })

  it('at once when told a second time, whatever is under way', async () => {
    const server = serve()
    const { port } = await server.ready()
    const half = connect(port, '127.0.0.1')
    half.on('error', () => {})
    // The answer to the first request says that the second one, of which a part is missing, has begun.
    half.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n')
    half.write('POST /api/v1/users HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n{')
    await once(half, 'data')
    server.child.kill('SIGTERM')
    await vi.waitFor(() => expect(server.log.at(-1)).toMatchObject({ msg: 'stopping' }), 5_000)
    server.child.kill('SIGTERM')
    expect(await server.exited).toBe(1)
  })

  it('when standard input is closed, if told to end with its parent', async () => {
    const server = serve('--exit-with-parent')
    await server.ready()
    server.child.stdin.end()
    expect(await server.exited).toBe(0)
    expect(server.log).toContainEqual(expect.objectContaining({ reason: 'parent is gone' }))
  })

  it('not when standard input is closed, otherwise', async () => {
    const server = serve()
    const { url } = await server.ready()
    server.child.stdin.end()
    expect(await callRoute(url, 'space', {})).toBeDefined()
    server.child.kill('SIGINT')
    expect(await server.exited).toBe(0)
  })
})

it('ends with code 1 and sends its clients away where its database is ruined under it', async () => {
  const data = temporaryFolder()
  const server = new ServerProcess(['--port', '0', '--data', data])
  const { url } = await server.ready()
  const body = { name: 'Ada', password: 'Adas secret', device: 'test' }
  const { token, user } = await callRoute(url, 'register', { body })
  const socket = await TestSocket.open(`${url.replace('http', 'ws')}/api/v1/socket`)
  await socket.hello(token)
  for (const file of ['parley.db', 'parley.db-wal']) {
    writeFileSync(join(data, file), Buffer.alloc(64 * 1024, 'ruined'))
  }
  const writing = (async () => {
    for (let n = 0; ; n++) await socket.say(`${user.id}.${user.id}`, `message ${n}`)
  })()
  await expect(writing).rejects.toThrow()
  expect(await socket.closed).toMatchObject({ code: 4004 })
  expect(await server.exited).toBe(1)
})

describe('it does not start, and says why in one line,', () => {
  async function refusal(server: ServerProcess) {
    const code = await server.exited
    expect(server.stdout).toBe('')
    expect(server.log).toHaveLength(1)
    expect(server.log[0]).toMatchObject({ level: 'fatal' })
    return { code, message: String(server.log[0]!['msg']) }
  }

  it('where the port is taken', async () => {
    const { port } = await serve().ready()
    const data = temporaryFolder()
    const second = new ServerProcess(['--port', String(port), '--data', data])
    const { code, message } = await refusal(second)
    expect(code).toBe(69)
    expect(message).toContain(`Port ${port} on 127.0.0.1 is taken`)
    expect(message).toContain('--port')
  })

  it('where this machine does not have the address', async () => {
    const { code, message } = await refusal(serve('--host', '192.0.2.1'))
    expect(code).toBe(69)
    expect(message).toContain('cannot listen on 192.0.2.1 (EADDRNOTAVAIL)')
  })

  it('where a flag is unknown', async () => {
    const { code, message } = await refusal(serve('--prot', '1'))
    expect(code).toBe(78)
    expect(message).toContain('Did you mean --port?')
  })

  it('where the data folder cannot be used', async () => {
    const file = join(temporaryFolder(), 'a file')
    writeFileSync(file, '')
    const server = new ServerProcess(['--port', '0', '--data', join(file, 'data')])
    const { code, message } = await refusal(server)
    expect(code).toBe(78)
    expect(message).toContain('cannot be used (ENOTDIR')
  })

  it('where another server has the space open', async () => {
    const data = temporaryFolder()
    await new ServerProcess(['--port', '0', '--data', data]).ready()
    const { code, message } = await refusal(new ServerProcess(['--port', '0', '--data', data]))
    expect(code).toBe(75)
    expect(message).toContain('is in use by another Parley server')
  })

  it('where the database is damaged, of a newer version, or somebody else’s', async () => {
    const damaged = temporaryFolder()
    writeFileSync(join(damaged, 'parley.db'), 'this is no database'.repeat(100))
    const first = await refusal(new ServerProcess(['--port', '0', '--data', damaged]))
    expect(first.code).toBe(78)
    expect(first.message).toContain('parley.db')
    const newer = temporaryFolder()
    const server = new ServerProcess(['--port', '0', '--data', newer])
    await server.ready()
    server.child.kill('SIGTERM')
    await server.exited
    const database = new DatabaseSync(join(newer, 'parley.db'))
    database.exec('PRAGMA user_version = 9999')
    database.close()
    const second = await refusal(new ServerProcess(['--port', '0', '--data', newer]))
    expect(second.code).toBe(78)
    expect(second.message).toContain('was written by a newer Parley')
  })

  it('where what the space is called cannot be read', async () => {
    const data = temporaryFolder()
    writeFileSync(join(data, 'space.json'), '{"name": ')
    const { code, message } = await refusal(new ServerProcess(['--port', '0', '--data', data]))
    expect(code).toBe(78)
    expect(message).toContain('space.json cannot be used')
  })
})

describe('it explains itself', () => {
  it('with every setting, its default and examples', async () => {
    const help = new ServerProcess(['--help'])
    expect(await help.exited).toBe(0)
    for (const word of ['Usage', 'backup FILE', '--data DIR', '--exit-with-parent', '7759', '78']) {
      expect(help.stdout).toContain(word)
    }
    expect(help.stderr).toBe('')
  })

  it('with its version', async () => {
    const asked = new ServerProcess(['--version'])
    expect(await asked.exited).toBe(0)
    expect(asked.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
