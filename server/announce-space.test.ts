import { resolve } from 'node:path'
import { expect, it, vi } from 'vitest'
import { otherHarbour } from '../discovery/test/harbour.ts'
import { command, Host, inOwnNetworks, Switch } from '../discovery/test/lab.ts'
import { Announcing, Looking } from '../discovery/test/neighbours.ts'
import { Program } from '../discovery/test/program.ts'
import { interfacesFor, servedAt } from './announce-space.ts'
import { readConfig } from './config.ts'

vi.setConfig({ testTimeout: 60_000 })

const chosen = (announce: string | undefined, host: string) =>
  interfacesFor(
    readConfig(
      { data: '/nowhere', host, ...(announce === undefined ? {} : { announce }) },
      {},
      null,
    ),
  )

it.each([
  [undefined, '0.0.0.0', 'all'],
  ['on', '::', 'all'],
  ['on', '10.0.0.5', 'all'],
  ['eth0, 192.168.1.5', '0.0.0.0', ['eth0', '192.168.1.5']],
  ['off', '0.0.0.0', null],
  ['no', '0.0.0.0', null],
])('with --announce %s and --host %s it is announced on %j', (announce, host, expected) => {
  expect(chosen(announce, host)).toEqual(expected)
})

it.each(['127.0.0.1', '::1', 'localhost', '127.0.0.53'])(
  'on %s it is announced nowhere but on loopback, and there only where that is named',
  (host) => {
    expect(chosen(undefined, host)).toBeNull()
    expect(chosen('on', host)).toBeNull()
    expect(chosen('eth0', host)).toBeNull()
    expect(chosen('eth0,lo', host)).toEqual(['lo'])
    expect(chosen('127.0.0.1', host)).toEqual(['127.0.0.1'])
  },
)

it.each([
  ['0.0.0.0', '10.0.0.5', true],
  ['0.0.0.0', 'fd00::5', false],
  ['::', '10.0.0.5', true],
  ['::', 'fd00::5', true],
  ['10.0.0.5', '10.0.0.5', true],
  ['10.0.0.5', '10.0.0.6', false],
  ['fe80::5%eth0', 'fe80::5', true],
  ['localhost', '127.0.0.1', true],
])('a server on %s is reached at %s: %s', async (host, address, is) => {
  expect((await servedAt(host))(address)).toBe(is)
})

inOwnNetworks('a server in networks of its own', () => {
  type Ready = { port: number; fingerprint: string }
  const main = resolve(import.meta.dirname, 'main.ts')

  /** The server's own command on a host, as an administrator starts it. */
  function serve(host: Host, ...settings: string[]): Program {
    const line = [process.execPath, main, 'serve', '--storage', 'memory', '--data', '/nowhere']
    const harbour = ['--port', '0', '--space-name', 'Harbour']
    return new Program([...host.within, ...line, ...harbour, ...settings])
  }

  const anOffice = () => {
    const office = new Switch()
    const host = new Host().plug(office, 'eth0', '10.9.0.1/24', 'fd09::1/64')
    return { host, guest: new Host().plug(office, 'eth0', '10.9.0.2/24') }
  }

  const readyOf = (server: Program) =>
    server.until((lines) => lines.find((line) => line.includes('"ready":true')))

  /** The fingerprint of what answers at an address, as whoever is on that host sees it. */
  function shownAt(address: string, guest: Host): string {
    const ask = `
      const [host, port] = process.argv[1].split(':')
      const socket = require('node:tls').connect({ host, port, rejectUnauthorized: false }, () => {
        const { raw } = socket.getPeerCertificate()
        console.log(require('node:crypto').createHash('sha256').update(raw).digest('base64url'))
        socket.end()
      })`
    return command(...guest.within, process.execPath, '-e', ask, address).trim()
  }

  it('is found where it listens, shows the certificate that was announced, and takes it back', async () => {
    const { host, guest } = anOffice()
    const server = serve(host, '--host', '0.0.0.0', '--announce', 'on')
    const { fingerprint, port } = JSON.parse(await readyOf(server)) as Ready
    const looking = new Looking(guest)
    const [space] = await looking.finds(({ length }) => length === 1)
    expect(space).toMatchObject({ name: 'Harbour', fingerprint, addresses: [`10.9.0.1:${port}`] })
    expect(shownAt(space!.addresses[0]!, guest)).toBe(fingerprint)
    await server.end()
    await looking.finds(({ length }) => length === 0)
  })

  it.each([
    ['on loopback', ['--host', '127.0.0.1']],
    ['on loopback, with an interface named that leads elsewhere', ['--announce', 'eth0']],
    ['when told not to', ['--host', '0.0.0.0', '--announce', 'off']],
    ['without TLS', ['--host', '0.0.0.0', '--tls', 'off']],
  ])('is not announced %s', async (_where, settings) => {
    const { host, guest } = anOffice()
    const looking = new Looking(guest)
    await readyOf(serve(host, ...settings))
    for (const group of ['224.0.0.251', 'ff02::fb'])
      expect(host.ip('maddr', 'show', 'dev', 'eth0')).not.toContain(group)
    // One that is announced later is found, and it alone.
    await new Announcing(host, otherHarbour).named('Harbour')
    const [space, ...others] = await looking.finds(({ length }) => length > 0)
    expect([space!.id, others]).toEqual([otherHarbour.id, []])
  })
})
