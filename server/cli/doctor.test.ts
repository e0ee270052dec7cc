import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { Host, inOwnNetworks, Switch } from '../../discovery/test/lab.ts'
import { Announcing } from '../../discovery/test/neighbours.ts'
import { Program } from '../../discovery/test/program.ts'
import type { Finding } from '../../discovery/doctor/index.ts'
import { ServerProcess, temporaryFolder } from '../test/server-process.ts'

vi.setConfig({ testTimeout: 60_000 })

async function told(...args: string[]): Promise<{ said: string; code: unknown }> {
  const process = new ServerProcess(['doctor', '--data', temporaryFolder(), ...args])
  const code = await process.exited
  return { said: process.stdout, code }
}

/** Somebody listens there on loopback. */
async function aPort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return String((server.address() as { port: number }).port)
}

it('says in words what it found, and asks nothing on the network for a server on loopback', async () => {
  const port = await aPort()
  const { said } = await told('--port', port)
  expect(said).toMatch(new RegExp(`^ok +The server listens at 127.0.0.1:${port}\\.$`, 'm'))
  expect(said).toMatch(/^not known +Looking for spaces is switched off\.$/m)
  expect(said).toMatch(/^ +→ Join by address or invite/m)
})

it('says it to programs, and that a certificate is of no use', async () => {
  const certificate = join(temporaryFolder(), 'none.pem')
  const given = ['--certificate', certificate, '--key', certificate]
  const { said, code } = await told('--json', '--port', await aPort(), ...given)
  const { findings } = JSON.parse(said) as { findings: (Finding & { todo: string })[] }
  expect(findings[0]).toMatchObject({ code: 'certificate.unusable', state: 'problem' })
  expect(findings.find(({ code }) => code === 'reach.serving')).toMatchObject({ state: 'ok' })
  expect(code).toBe(1)
})

inOwnNetworks('the doctor in networks of its own', () => {
  const main = join(import.meta.dirname, '../main.ts')

  async function found(host: Host, announce = 'on'): Promise<string[]> {
    const line = [process.execPath, main, 'doctor', '--json', '--data', temporaryFolder()]
    const program = new Program([...host.within, ...line, '--host', '::', '--announce', announce])
    await program.ended
    const { findings } = JSON.parse(program.output) as { findings: Finding[] }
    return findings.map(({ code, facts }) => (facts.name ? `${code} ${facts.name}` : code))
  }

  it('hears others on a cable', async () => {
    const office = new Switch()
    const host = new Host().plug(office, 'eth0', '10.9.0.1/24')
    await new Announcing(new Host().plug(office, 'eth0', '10.9.0.2/24')).named('Harbour')
    const codes = await found(host)
    expect(codes).toEqual(
      expect.arrayContaining([
        ...['interfaces.ok eth0', 'multicast.ok eth0', 'vpn.none'],
        ...['isolation.none', 'clock.unknown'],
      ]),
    )
  })

  it('says that members are kept apart, though they hear each other', async () => {
    const office = new Switch()
    const host = new Host().plug(office, 'eth0', '10.9.0.1/24')
    await new Announcing(new Host().plug(office, 'eth0', '10.9.0.2/24')).named('Harbour')
    // As an access point does: what is said to all is passed on, what is said to one is not.
    host.ip('neigh', 'replace', '10.9.0.2', 'lladdr', '02:00:00:00:00:01', 'dev', 'eth0')
    expect(await found(host)).toContain('isolation.likely')
  })

  it('takes its own announcement for nobody else', async () => {
    const host = new Host().plug(new Switch(), 'eth0', '10.9.0.1/24')
    await new Announcing(host).named('Harbour')
    expect(await found(host)).toEqual(
      expect.arrayContaining(['isolation.unknown', 'clock.unknown']),
    )
  })

  it('says that nobody else is heard, over IPv6 alone too', async () => {
    const host = new Host().plug(new Switch(), 'eth0', 'fd09::1/64')
    const codes = await found(host)
    expect(codes).toEqual(expect.arrayContaining(['interfaces.ok eth0', 'multicast.alone eth0']))
  })

  it('says that a cable is out, and that there is no network at all', async () => {
    const office = new Switch()
    const host = new Host().plug(office, 'eth0', '10.9.0.1/24')
    office.unplug(host.name, 'eth0')
    expect(await found(host)).toEqual(
      expect.arrayContaining(['interfaces.unplugged eth0', 'interfaces.none']),
    )
    expect(await found(new Host())).toContain('interfaces.none')
  })

  it('says that multicast is switched off', async () => {
    const host = new Host().plug(new Switch(), 'eth0', '10.9.0.1/24')
    host.ip('link', 'set', 'eth0', 'multicast', 'off')
    expect(await found(host)).toContain('multicast.disabled eth0')
  })

  it('asks on no interface that it was not told to', async () => {
    const host = new Host().plug(new Switch(), 'eth0', '10.9.0.1/24')
    expect(await found(host, 'off')).toContain('multicast.off')
  })
})
