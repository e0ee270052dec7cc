import { once } from 'node:events'
import type { NetworkInterfaceInfo } from 'node:os'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { connect as connectPlainly, type Socket } from 'node:net'
import { join } from 'node:path'
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseInviteLink, routes } from '../../protocol/index.ts'
import type { Config } from '../config.ts'
import { fingerprintOf } from '../security/certificate/certificate.ts'
import { StartRefused } from '../start-refused.ts'
import { TestServer, socketOf } from '../test/test-server.ts'
import { TestSocket, newCid } from '../test/test-socket.ts'
import type { entrancesOf } from './entrances.ts'

const fixtures = join(import.meta.dirname, '../security/certificate/fixtures')
const vouched = {
  certificate: join(fixtures, 'vouched.pem'),
  key: join(fixtures, 'vouched.key.pem'),
}

function startSecure(config: Partial<Config> = {}): Promise<TestServer> {
  return TestServer.start({ config: { tls: 'always', ...config } })
}

/** As it would listen beyond this machine, but on loopback alone. */
const both: typeof entrancesOf = () => [
  { host: '127.0.0.1', isSecure: true },
  { host: '127.0.0.1', isSecure: false },
]

function startBoth(): Promise<TestServer> {
  return TestServer.start({ deps: { entrances: both } })
}

const portOf = (url: string): number => Number(new URL(url).port)

/** @throws where the server does not shake hands on these terms */
async function shakeHands(url: string, terms: ConnectionOptions = {}): Promise<TLSSocket> {
  const options = { port: portOf(url), host: '127.0.0.1', rejectUnauthorized: false, ...terms }
  const socket = connect(options)
  onTestFinished(() => void socket.destroy())
  await once(socket, 'secureConnect')
  return socket
}

/** At a port after which somebody else listens; where that port is taken too, beside another one. */
async function startBeforeATakenPort(): Promise<{ server: TestServer; taken: number }> {
  for (;;) {
    const taken = portOf((await TestServer.start()).url)
    const options = { config: { port: taken - 1 }, deps: { entrances: both } }
    const server = await TestServer.start(options).catch((error: Error) => error)
    if (server instanceof TestServer) return { server, taken }
    expect(server.message).toContain(`Port ${taken - 1} on 127.0.0.1 is taken`)
  }
}

/** What comes until the other side ends it, after these bytes. */
function answerTo(bytes: string | Uint8Array, url: string): Promise<string> {
  return new Promise((resolve) => {
    const socket: Socket = connectPlainly(portOf(url), '127.0.0.1', () => socket.write(bytes))
    let answer = ''
    socket.on('data', (data: Buffer) => (answer += data.toString('latin1')))
    socket.on('error', () => {})
    socket.on('close', () => resolve(answer))
    onTestFinished(() => void socket.destroy())
  })
}

async function getJson(url: string, options: object): Promise<unknown> {
  const sent = request(`${url}/api/v1/space`, options)
  sent.end()
  const [response] = (await once(sent, 'response')) as [AsyncIterable<Buffer>]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString())
}

describe('by TLS', () => {
  it('the server is the one that it said it was', async () => {
    const server = await startSecure()
    expect(server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
    const socket = await shakeHands(server.url)
    expect(fingerprintOf(socket.getPeerX509Certificate()!)).toBe(server.fingerprint)
    const space = routes.space.response.parse(
      await getJson(server.url, { rejectUnauthorized: false }),
    )
    expect(space.fingerprint).toBe(server.fingerprint)
  })

  it('nothing older than 1.2 is spoken', async () => {
    const { url } = await startSecure()
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const socket = await shakeHands(url, { minVersion: version, maxVersion: version })
      expect(socket.getProtocol()).toBe(version)
    }
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const
    await expect(shakeHands(url, old)).rejects.toThrow(/version/)
  })

  it('whoever speaks plain HTTP is sent away, and others are served on', async () => {
    const server = await startSecure()
    const greeting = 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n'
    expect(await answerTo(greeting, server.url)).not.toContain('HTTP')
    expect(await getJson(server.url, { rejectUnauthorized: false })).toMatchObject({ name: 'Test' })
  })

  it('whoever speaks TLS where it is not spoken is sent away, and others are served on', async () => {
    const server = await TestServer.start()
    expect(server.fingerprint).toBeNull()
    await expect(shakeHands(server.url)).rejects.toThrow()
    expect(await server.call('space', {})).toMatchObject({ name: 'Test', fingerprint: null })
  })

  it('a page that the server served may use it, and no other', async () => {
    const { socketUrl, url } = await startSecure()
    const own = await TestSocket.open(socketUrl, { origin: url })
    expect(own.protocol).toBe('parley.v1')
    const foreign = TestSocket.open(socketUrl, { origin: 'https://elsewhere.example' })
    await expect(foreign).rejects.toThrow('403')
  })
})

describe('where it listens with TLS and without', () => {
  /** Ada came in by TLS, Bob and Cem without, and all three are in one group. */
  async function threeInGroup() {
    const server = await startBoth()
    const ada = await server.register('Ada')
    const others = [await server.register('Bob'), await server.register('Cem')]
    const members = others.map(({ id }) => id)
    const body = { cid: newCid(), name: 'Harbour', members }
    const { id: group } = (await server.call('createGroup', { body }, ada)).conversation
    const sockets = [await server.connect(ada)]
    for (const { token } of others) {
      const socket = await TestSocket.open(socketOf(server.local!))
      await socket.hello(token)
      sockets.push(socket)
    }
    return { server, group, sockets }
  }

  it('people hear each other wherever they came in', async () => {
    const { group, sockets } = await threeInGroup()
    const texts = ['from the network', 'from this machine', 'from here too']
    for (const [index, socket] of sockets.entries()) await socket.say(group, texts[index]!)
    for (const socket of sockets) {
      await socket.push('events', () => socket.textsOf(group).length === texts.length)
      expect(socket.textsOf(group)).toEqual(texts)
    }
  })

  it('that somebody types is told to everyone else, once', async () => {
    const { group, sockets } = await threeInGroup()
    for (const typist of sockets) {
      await typist.request('typing', { conversation: group, on: true })
      const others = sockets.filter((one) => one !== typist)
      for (const other of others) await other.push('typing')
    }
    for (const socket of sockets) {
      await socket.push('typing', () => socket.pushesOf('typing').length === 2)
      await socket.caughtUp()
      const typists = socket.pushesOf('typing').map(({ user }) => user)
      expect([typists.length, new Set(typists).size]).toEqual([2, 2])
    }
  })

  it('the second port is any where the usual one is taken', async () => {
    const { server, taken } = await startBeforeATakenPort()
    expect(portOf(server.url)).toBe(taken - 1)
    expect(portOf(server.local!)).not.toBe(taken)
    expect(await server.call('space', {})).toMatchObject({ name: 'Test' })
  })

  it('an invite names the addresses of the moment that it is made in', async () => {
    let address = '10.0.0.5'
    const networks = () => ({
      eth0: [{ address, family: 'IPv4', internal: false } as NetworkInterfaceInfo],
    })
    const config = { host: '0.0.0.0' }
    const server = await TestServer.start({ config, deps: { entrances: both, networks } })
    const ada = await server.register('Ada')
    const body = { note: '', uses: null, days: null, words: false }
    const invited = async () => {
      const { link } = await server.call('createInvite', { body }, ada)
      return parseInviteLink(link!)!.addresses
    }
    const port = portOf(server.url)
    expect(await invited()).toEqual([`10.0.0.5:${port}`])
    address = '192.168.7.20'
    expect(await invited()).toEqual([`192.168.7.20:${port}`])
  })

  it('it does not start where the second port that was asked for is taken', async () => {
    const localPort = portOf((await TestServer.start()).url)
    const start = TestServer.start({ config: { localPort }, deps: { entrances: both } })
    await expect(start).rejects.toThrow(`Port ${localPort} on 127.0.0.1 is taken`)
  })

  it('a stop ends both', async () => {
    const { server, sockets } = await threeInGroup()
    const { local, url } = server
    await server.stop()
    for (const socket of sockets) expect(await socket.closed).toMatchObject({ code: 4000 })
    for (const one of [url, local!]) {
      await expect(TestSocket.open(socketOf(one))).rejects.toThrow('ECONNREFUSED')
    }
  })
})

describe('with a certificate of the operator’s own', () => {
  it('that one is shown; as an authority vouches for it, there is nothing to pin', async () => {
    const server = await TestServer.start({ config: vouched })
    expect(server.fingerprint).toBeNull()
    const ca = readFileSync(join(fixtures, 'authority.pem'))
    expect(await getJson(server.url, { ca })).toMatchObject({ fingerprint: null })
  })

  it.each([
    ['without its key', { ...vouched, key: null }, '--certificate and --key belong together'],
    ['without TLS', { ...vouched, tls: 'off' as const }, 'no use with --tls off'],
    ['that is missing', { ...vouched, certificate: '/nowhere.pem' }, '/nowhere.pem cannot be read'],
    ['that is none', { ...vouched, certificate: vouched.key }, 'no certificate in PEM'],
    ['with what is no key', { ...vouched, key: vouched.certificate }, 'no private key in PEM'],
  ])('it does not start with one %s', async (_, config, message) => {
    const refused = await TestServer.start({ config }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(StartRefused)
    expect((refused as Error).message).toContain(message)
  })
})
