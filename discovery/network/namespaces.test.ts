import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { announce } from '../announce/announce.ts'
import { avahiObstacle } from '../test/avahi.ts'
import { understandsAvahi } from '../test/avahi.contract.ts'
import { harbour, otherHarbour } from '../test/harbour.ts'
import { Host, inOwnNetworks, Switch, where } from '../test/lab.ts'
import { Announcing, Looking } from '../test/neighbours.ts'
import { Program } from '../test/program.ts'
import { systemNetwork } from './system-network.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 })

it('opens nothing where no interface is chosen', async () => {
  const opened: string[] = []
  const network = systemNetwork({ choice: [], every: 5, refused: (name) => opened.push(name) })
  const looked = vi.fn()
  const leave = network.listen({
    opened: ({ name }) => opened.push(name),
    closed: looked,
    heard: looked,
  })
  onTestFinished(leave)
  const { stop } = announce({ network, space: harbour, serves: () => true })
  await stop()
  expect([opened, looked.mock.calls]).toEqual([[], []])
})

inOwnNetworks('discovery between machines', () => {
  const anOffice = () => {
    const office = new Switch()
    const host = new Host().plug(office, 'eth0', '10.9.0.1/24', 'fd09::1/64')
    const guest = new Host().plug(office, 'eth0', '10.9.0.2/24', 'fd09::2/64')
    return { office, host, guest }
  }
  const groups = ['224.0.0.251', 'ff02::fb']
  const isOne = (spaces: unknown[]) => spaces.length === 1
  const isNone = (spaces: unknown[]) => spaces.length === 0

  it('finds a space on another machine with all its addresses, and loses what is taken back', async () => {
    const { host, guest } = anOffice()
    const announcing = new Announcing(host)
    await announcing.named('Harbour')
    const looking = new Looking(guest)
    const [space] = await looking.finds(isOne)
    expect(space).toMatchObject({ id: harbour.id, name: 'Harbour' })
    expect(space!.addresses).toEqual([
      '10.9.0.1:7759',
      '[fd09::1]:7759',
      expect.stringMatching(/^\[fe80::[0-9a-f:]+%eth0\]:7759$/),
    ])
    await announcing.end()
    await looking.finds(isNone)
  })

  it('finds each of three machines, its own too', async () => {
    const { office, host, guest } = anOffice()
    const third = new Host().plug(office, 'eth0', '10.9.0.3/24')
    const announced = [host, guest, third].map((one, n) => {
      const name = `Space ${n}`
      return new Announcing(one, { ...harbour, id: `space-${n}`, name }).named(name)
    })
    await Promise.all(announced)
    const spaces = await new Looking(guest).finds(({ length }) => length === 3)
    expect(spaces.map(({ name }) => name)).toEqual(['Space 0', 'Space 1', 'Space 2'])
  })

  it('gives the name to one of two that begin together, and keeps them apart', async () => {
    const { office, host, guest } = anOffice()
    const third = new Host().plug(office, 'eth0', '10.9.0.3/24')
    const both = [new Announcing(host), new Announcing(third, otherHarbour)]
    const named = both.map((one) => one.until((lines) => lines.find((line) => /label/.test(line))))
    const labels = (await Promise.all(named)).map((line) => (JSON.parse(line) as never)['label'])
    expect(labels.sort()).toEqual(['Harbour', 'Harbour (2)'])
    const spaces = await new Looking(guest).finds(({ length }) => length === 2)
    expect(spaces.map(({ id, name }) => [id, name])).toEqual([
      [otherHarbour.id, 'Harbour'],
      [harbour.id, 'Harbour'],
    ])
  })

  it('finds a space on two networks once, and tells each of them its own addresses', async () => {
    const { host, guest } = anOffice()
    const wireless = new Switch()
    host.plug(wireless, 'wlan0', '192.168.9.1/24')
    guest.plug(wireless, 'wlan0', '192.168.9.2/24')
    const visitor = new Host().plug(wireless, 'wlan0', '192.168.9.3/24')
    await new Announcing(host).named('Harbour', 2)
    const all = await new Looking(guest).finds(
      ([space]) =>
        space?.addresses.includes('192.168.9.1:7759') === true && space.addresses.length > 4,
    )
    expect(all).toHaveLength(1)
    expect(all[0]!.addresses).toContain('10.9.0.1:7759')
    const [seen] = await new Looking(visitor).finds(isOne)
    expect(seen!.addresses).toEqual([
      '192.168.9.1:7759',
      expect.stringMatching(/^\[fe80::[0-9a-f:]+%wlan0\]:7759$/),
    ])
  })

  it('says nothing on an interface that was not chosen', async () => {
    const { host, guest } = anOffice()
    const wireless = new Switch()
    host.plug(wireless, 'wlan0', '192.168.9.1/24')
    const visitor = new Host().plug(wireless, 'wlan0', '192.168.9.3/24')
    const looking = new Looking(visitor)
    const announcing = new Announcing(host, harbour, 'eth0')
    await announcing.named('Harbour')
    await new Looking(guest).finds(isOne)
    for (const group of groups) {
      expect(host.ip('maddr', 'show', 'dev', 'eth0')).toContain(group)
      expect(host.ip('maddr', 'show', 'dev', 'wlan0')).not.toContain(group)
    }
    await announcing.end()
    expect(looking.spaces).toEqual([])
  })

  it('loses a space with the cable, and finds it again', async () => {
    const { host, guest } = anOffice()
    await new Announcing(host).named('Harbour')
    const looking = new Looking(guest)
    await looking.finds(isOne)
    guest.ip('link', 'set', 'eth0', 'down')
    await looking.finds(isNone)
    guest.ip('link', 'set', 'eth0', 'up')
    await looking.finds(isOne)
  })

  it('is found again after the host’s interface was down', async () => {
    const { host, guest } = anOffice()
    const announcing = new Announcing(host)
    await announcing.named('Harbour')
    host.ip('link', 'set', 'eth0', 'down')
    const before = announcing.lines().length
    const looking = new Looking(guest)
    // Longer than the watch needs to notice, which it says by claiming the name again afterwards.
    const joined = () => host.ip('maddr', 'show', 'dev', 'eth0')
    for (const group of groups) {
      await vi.waitFor(() => expect(joined()).not.toContain(group), { timeout: 10_000 })
    }
    expect(looking.spaces).toEqual([])
    host.ip('link', 'set', 'eth0', 'up')
    await looking.finds(isOne)
    expect(announcing.lines().length).toBeGreaterThan(before)
  })

  it('is found on an interface that comes later', async () => {
    const [host, guest] = [new Host(), new Host()]
    const announcing = new Announcing(host)
    const looking = new Looking(guest)
    await Promise.all([announcing, looking].map((one) => one.until(([line]) => line)))
    const office = new Switch()
    host.plug(office, 'usb0', '10.9.0.1/24')
    guest.plug(office, 'usb0', '10.9.0.2/24')
    await looking.finds(isOne)
  })

  it('is found at its new address when that changes', async () => {
    const { host, guest } = anOffice()
    await new Announcing(host).named('Harbour')
    const looking = new Looking(guest)
    await looking.finds(isOne)
    host.ip('addr', 'del', '10.9.0.1/24', 'dev', 'eth0')
    host.ip('addr', 'add', '10.9.0.77/24', 'dev', 'eth0')
    await looking.finds(
      ([space]) =>
        space?.addresses.includes('10.9.0.77:7759') === true &&
        !space.addresses.includes('10.9.0.1:7759'),
    )
  })

  it('is found over IPv6 alone', async () => {
    const office = new Switch()
    const host = new Host().plug(office, 'eth0')
    const guest = new Host().plug(office, 'eth0')
    await new Announcing(host).named('Harbour')
    const [space] = await new Looking(guest).finds(isOne)
    expect(space!.addresses).toEqual([expect.stringMatching(/^\[fe80::[0-9a-f:]+%eth0\]:7759$/)])
  })

  it('is found on the machine itself, over loopback where that is named', async () => {
    const host = new Host()
    await new Announcing(host, harbour, 'lo').named('Harbour')
    const [space] = await new Looking(host, 'lo').finds(isOne)
    expect(space!.addresses).toContain('127.0.0.1:7759')
  })

  it('survives a neighbour who sends nonsense', async () => {
    const { host, guest } = anOffice()
    const announcing = new Announcing(host)
    const looking = new Looking(guest)
    const noise = `
      const { createSocket } = require('node:dgram')
      const { randomBytes, randomInt } = require('node:crypto')
      const socket = createSocket('udp4')
      socket.bind(0, '10.9.0.2', () => {
        socket.setMulticastInterface('10.9.0.2')
        let left = 3000
        const next = () => {
          if (left-- === 0) return socket.close(() => console.log('done'))
          const packet = randomBytes(randomInt(8, 1400))
          if (left % 2) packet.set([0, 0, 0x84, 0, 0, 0, 0, 3], 0)
          socket.send(packet, 5353, '224.0.0.251', () => (left % 50 ? next() : setTimeout(next, 10)))
        }
        next()
      })`
    const nonsense = new Program([...guest.within, process.execPath, '-e', noise])
    await nonsense.until((lines) => lines.find((line) => line === 'done'))
    await announcing.named('Harbour')
    await looking.finds(isOne)
  })

  where(avahiObstacle(), 'discovery beside Avahi', () => describe('beside Avahi', understandsAvahi))
})
