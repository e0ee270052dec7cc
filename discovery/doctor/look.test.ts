import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { TestServer } from '../../server/test/test-server.ts'
import { print } from '../test/harbour.ts'
import { Host, inOwnNetworks, Switch } from '../test/lab.ts'
import { Announcing } from '../test/neighbours.ts'
import { Program } from '../test/program.ts'
import { examine } from './examine.ts'
import { en } from './findings/en.ts'
import type { Finding } from './findings/finding.ts'
import { look, type KnownPlace } from './look.ts'

vi.setConfig({ testTimeout: 60_000 })

async function found(...places: KnownPlace[]): Promise<Finding[]> {
  return examine(await look({ interfaces: 'off', places }), Date.now())
}
const codesOf = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code)

it('reaches a space, compares its key and its clock', async () => {
  const { fingerprint, url } = await TestServer.start({ config: { tls: 'always' } })
  const place = { name: 'Test', origins: [url] }
  const same = codesOf(await found({ ...place, pinned: fingerprint }))
  expect(same).toEqual(expect.arrayContaining(['reach.ok', 'clock.ok', 'certificate.same']))
  expect(codesOf(await found({ ...place, pinned: print('x') }))).toContain('certificate.changed')
  expect(codesOf(await found({ ...place, pinned: null }))).toContain('certificate.unknown')
})

it('tells who is stopped from who is somebody else', async () => {
  const server = createServer((socket) => socket.resume().end('no such thing'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const place = { name: 'Test', origins: [`http://127.0.0.1:${port}`], pinned: null }
  expect(codesOf(await found(place))).toContain('reach.stranger')
  await new Promise((resolve) => server.close(resolve))
  expect(codesOf(await found(place))).toContain('reach.refused')
})

it('sends nothing to spaces that it does not know while it may not look around', async () => {
  const heard: unknown[] = []
  const server = createServer((socket) => heard.push(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  expect(codesOf(await found())).toEqual(expect.arrayContaining(['multicast.off', 'reach.none']))
  expect(heard).toEqual([])
})

it('has every finding in the documentation, as it says it', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/troubleshooting.md'), 'utf8')
  for (const { means, seen, todo } of Object.values(en)) {
    expect(page).toContain(`| ${seen} | ${means} | ${todo} |`)
  }
})

inOwnNetworks('looking from another machine', () => {
  const looker = join(import.meta.dirname, '../test/looker.ts')

  async function office() {
    const cable = new Switch()
    const host = new Host().plug(cable, 'eth0', '10.9.0.1/24')
    const guest = new Host().plug(cable, 'eth0', '10.9.0.2/24')
    await new Announcing(host).named('Harbour')
    return { host, guest }
  }

  async function lookedFrom(host: Host): Promise<string[]> {
    const program = new Program([...host.within, process.execPath, looker, 'eth0'])
    await program.ended
    return codesOf(JSON.parse(program.output) as Finding[])
  }

  it('hears a space whose machine answers, though nobody serves there', async () => {
    const { guest } = await office()
    const codes = await lookedFrom(guest)
    expect(codes).toEqual(
      expect.arrayContaining(['multicast.ok', 'reach.refused', 'isolation.none', 'vpn.none']),
    )
  })

  it('takes members for kept apart who hear each other, and reach each other not', async () => {
    const { guest } = await office()
    // As an access point does: what is said to all is passed on, what is said to one is not.
    guest.ip('neigh', 'replace', '10.9.0.1', 'lladdr', '02:00:00:00:00:01', 'dev', 'eth0')
    expect(await lookedFrom(guest)).toEqual(
      expect.arrayContaining(['multicast.ok', 'reach.silent', 'isolation.likely']),
    )
  })

  it('says that a tunnel takes all', async () => {
    const { guest } = await office()
    guest.plug(new Switch(), 'tun0', '10.8.0.2/24')
    guest.ip('route', 'add', 'default', 'dev', 'tun0')
    expect(await lookedFrom(guest)).toContain('vpn.default')
  })
})
