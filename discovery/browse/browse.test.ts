import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { announce, type Announcement } from '../announce/announce.ts'
import type { DnsRecord } from '../dns/message.ts'
import {
  instanceName,
  serviceType,
  spaceText,
  type AnnouncedSpace,
} from '../service/space-service.ts'
import { Cable, Machine, stranger } from '../test/cable.ts'
import { harbour, otherHarbour, print } from '../test/harbour.ts'
import { browse, type Browsing } from './browse.ts'
import type { FoundSpace } from './found-space.ts'
import { cacheLimits } from './link-cache.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const seconds = (n: number): Promise<unknown> => vi.advanceTimersByTimeAsync(n * 1_000)

function hosted(
  network: Machine,
  space: AnnouncedSpace = harbour,
  machine = space.id,
): Announcement {
  const announcement = announce({ network, space, machine, serves: () => true })
  onTestFinished(() => announcement.stop())
  return announcement
}

function looking(network: Machine): Browsing & { told: FoundSpace[][] } {
  const told: FoundSpace[][] = []
  const browsing = browse({ network, found: (spaces) => told.push(spaces) })
  onTestFinished(() => browsing.stop())
  return { ...browsing, told }
}

function plugged(cable: Cable, cidr: string, name = 'eth0'): Machine {
  const machine = new Machine()
  machine.plug(cable, name, cidr)
  return machine
}

/** A host with a space, and somebody who looks for it. */
function two(space = harbour) {
  const cable = new Cable()
  const host = plugged(cable, '10.0.0.1/24')
  const announcement = hosted(host, space)
  return { cable, host, announcement, guest: plugged(cable, '10.0.0.2/24') }
}

describe('a space', () => {
  it('that is there is found at once', async () => {
    const { guest } = two()
    await seconds(10)
    const { told } = looking(guest)
    await seconds(1)
    expect(told).toEqual([
      [
        {
          id: harbour.id,
          name: 'Harbour',
          fingerprint: harbour.fingerprint,
          addresses: ['10.0.0.1:7759'],
          seenAt: expect.any(Number) as number,
          announcers: 1,
        },
      ],
    ])
    expect(Math.abs(told[0]![0]!.seenAt - Date.now())).toBeLessThan(2_000)
  })

  it('that comes later is found then, and gone when it is taken back', async () => {
    const cable = new Cable()
    const { told } = looking(plugged(cable, '10.0.0.2/24'))
    await seconds(100)
    const { stop } = hosted(plugged(cable, '10.0.0.1/24'))
    await seconds(2)
    expect(told.at(-1)).toHaveLength(1)
    await stop()
    await seconds(2)
    expect(told.at(-1)).toEqual([])
  })

  it('that says nothing more is forgotten when its time is over, after being asked for', async () => {
    const { cable, guest } = two()
    const { told } = looking(guest)
    await seconds(10)
    cable.isCut = true
    await seconds(90)
    expect(told.at(-1)).toHaveLength(1)
    await seconds(40)
    expect(told.at(-1)).toEqual([])
    const places = cable
      .queries()
      .filter(({ message }) => message.questions.some((q) => q.type === 33))
    // Four times before its time is over, and four times after it.
    expect(places).toHaveLength(8)
  })

  it('that was silent for a while is found again soon after it speaks', async () => {
    const { cable, guest } = two()
    const { told } = looking(guest)
    await seconds(2 * 3_600)
    cable.isCut = true
    await seconds(200)
    expect(told.at(-1)).toEqual([])
    cable.isCut = false
    await seconds(200)
    expect(told.at(-1)).toHaveLength(1)
  })

  it('stays as long as it answers', async () => {
    const { guest } = two()
    const { spaces, told } = looking(guest)
    await seconds(4 * 3_600)
    expect(told).toHaveLength(1)
    expect(Date.now() - spaces()[0]!.seenAt).toBeLessThan(120_000)
  })

  it('is called what it is called, however its instance is named', async () => {
    const { cable, guest } = two()
    hosted(plugged(cable, '10.0.0.3/24'), otherHarbour)
    const long = { ...harbour, id: 'long', fingerprint: print('l'), name: `Port ${'é'.repeat(70)}` }
    hosted(plugged(cable, '10.0.0.4/24'), long)
    const { spaces } = looking(guest)
    await seconds(5)
    expect(spaces().map(({ id, name }) => [id, name])).toEqual([
      [otherHarbour.id, 'Harbour'],
      [harbour.id, 'Harbour'],
      ['long', long.name],
    ])
  })

  it('with a dot in its name is one like others', async () => {
    const { guest } = two({ ...harbour, name: 'Mr. Smith. & Co.' })
    const { spaces } = looking(guest)
    await seconds(5)
    expect(spaces().map(({ name }) => name)).toEqual(['Mr. Smith. & Co.'])
  })

  it('on two machines and two networks is one', async () => {
    const [wired, wireless] = [new Cable(), new Cable()]
    const host = plugged(wired, '10.0.0.1/24')
    host.plug(wireless, 'wlan0', '192.168.1.1/24')
    hosted(host)
    hosted(plugged(wired, '10.0.0.3/24'), harbour, 'another machine')
    const guest = plugged(wired, '10.0.0.2/24')
    const unplug = guest.plug(wireless, 'wlan0', '192.168.1.2/24')
    const { spaces, told } = looking(guest)
    await seconds(10)
    expect(spaces().map(({ addresses }) => addresses)).toEqual([
      ['10.0.0.1:7759', '10.0.0.3:7759', '192.168.1.1:7759'],
    ])
    unplug()
    await seconds(1)
    expect(told.at(-1)![0]!.addresses).toEqual(['10.0.0.1:7759', '10.0.0.3:7759'])
  })

  it('of another certificate is another one, whatever it says it is', async () => {
    const { cable, guest } = two()
    hosted(plugged(cable, '10.0.0.9/24'), { ...harbour, fingerprint: print('f') }, 'a forger')
    const { spaces } = looking(guest)
    await seconds(10)
    expect(
      spaces()
        .map(({ addresses }) => addresses.join())
        .sort(),
    ).toEqual(['10.0.0.1:7759', '10.0.0.9:7759'])
  })

  it('whose address changes is found at the new one', async () => {
    const cable = new Cable()
    const host = new Machine()
    const unplug = host.plug(cable, 'eth0', '10.0.0.1/24')
    hosted(host)
    const { told } = looking(plugged(cable, '10.0.0.2/24'))
    await seconds(10)
    unplug()
    host.plug(cable, 'eth0', '10.0.0.7/24')
    await seconds(10)
    expect(told.at(-1)![0]!.addresses).toEqual(['10.0.0.7:7759'])
  })

  it('with IPv6 alone is found, with its link in what needs one', async () => {
    const cable = new Cable()
    const host = new Machine()
    host.plug(cable, 'eth0', 'fe80::1/64', 'fd00::1/64')
    hosted(host)
    const guest = new Machine()
    guest.plug(cable, 'en7', 'fe80::2/64')
    const { spaces } = looking(guest)
    await seconds(5)
    expect(spaces()[0]!.addresses).toEqual(['[fd00::1]:7759', '[fe80::1%en7]:7759'])
  })
})

describe('asking', () => {
  it('becomes rarer, and names what is known', async () => {
    const { cable, guest } = two()
    await seconds(10)
    cable.sent.length = 0
    looking(guest)
    await seconds(600)
    const asked = cable
      .queries()
      .filter(({ message }) => message.questions.some((q) => q.type === 12))
    const between = asked.slice(1).map(({ at }, n) => Math.round((at - asked[n]!.at) / 1_000))
    expect(between).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256])
    expect(asked[0]!.message.answers).toEqual([])
    expect(asked[3]!.message.answers).toHaveLength(1)
  })

  it('begins anew on an interface that comes', async () => {
    const { cable } = two()
    const guest = new Machine()
    const { told } = looking(guest)
    await seconds(1_000)
    guest.plug(cable, 'eth0', '10.0.0.2/24')
    await seconds(1)
    expect(told.at(-1)).toHaveLength(1)
  })

  it('ends with the looking', async () => {
    const { cable, guest } = two()
    const { stop, told } = looking(guest)
    await seconds(10)
    await stop()
    const before = cable.queries().length
    await seconds(600)
    expect([cable.queries().length, told.length]).toEqual([before, 1])
  })

  it('goes on for what an answer left out', async () => {
    const { cable, guest } = two()
    await seconds(10)
    const { spaces } = looking(guest)
    cable.isCut = true
    await seconds(0.5)
    cable.isCut = false
    cable.say({ isResponse: true, answers: [pointerTo('Harbour')] })
    await seconds(1)
    expect(spaces()).toHaveLength(1)
  })
})

const pointerTo = (label: string, ttl = 4_500): DnsRecord => ({
  name: serviceType,
  ttl,
  flush: false,
  data: { type: 'PTR', target: instanceName(label) },
})

/** All records of a space of a stranger's. */
function claimed(label: string, address = '10.0.0.99', ttl = 120): DnsRecord[] {
  const id = `id-${label.replace(/[^a-z0-9]/gi, '-').slice(0, 20)}`
  const space = { ...harbour, id, name: label }
  const target = [`host-${label}`.slice(0, 60), 'local']
  const strings = spaceText(space, label)
  return [
    pointerTo(label, ttl),
    { name: instanceName(label), ttl, flush: true, data: { type: 'SRV', port: 7759, target } },
    { name: instanceName(label), ttl, flush: true, data: { type: 'TXT', strings } },
    { name: target, ttl, flush: true, data: { type: 'A', address } },
  ]
}

describe('a stranger', () => {
  function hearing() {
    const cable = new Cable()
    const guest = plugged(cable, '10.0.0.2/24')
    return { cable, ...looking(guest) }
  }

  it('with ten thousand spaces fills no more than its share, and hides nobody', async () => {
    const { cable, guest } = two()
    const { spaces, told } = looking(guest)
    for (let n = 0; n < 10_000; n += 10) {
      const labels = Array.from({ length: 10 }, (_, at) => `Fake ${n + at}`)
      cable.say({ isResponse: true, answers: labels.flatMap((label) => claimed(label)) })
      if (n % 100 === 0) await seconds(0.01)
    }
    await seconds(3)
    expect(spaces()).toHaveLength(cacheLimits.perSource + 1)
    expect(spaces().map(({ id }) => id)).toContain(harbour.id)
    expect(told.length).toBeLessThan(20)
  })

  it('with ten thousand addresses of its own fills no more than there is room for', async () => {
    const { cable, spaces } = hearing()
    for (let n = 0; n < 2_000; n++) {
      const address = `10.0.0.${n % 250}`
      cable.say({ isResponse: true, answers: claimed(`Fake ${n}`) }, { address, port: 5353 })
      const host = claimed('Fake 0', `10.0.1.${n % 250}`).slice(3)
      cable.say({ isResponse: true, answers: host.map((one) => ({ ...one, flush: false })) })
    }
    await seconds(3)
    expect(spaces().length).toBeLessThanOrEqual(200)
    expect(spaces()[0]!.addresses.length).toBeLessThanOrEqual(cacheLimits.addresses)
  })

  it('has no space of others counted among its own, though it speaks of it first', async () => {
    const { cable, spaces } = hearing()
    const answers = claimed('Real', '10.0.0.7')
    cable.say({ isResponse: true, answers })
    cable.say({ isResponse: true, answers }, { ...stranger, address: '10.0.0.7' })
    for (let n = 0; n < cacheLimits.perSource; n++) {
      cable.say({ isResponse: true, answers: claimed(`Fake ${n}`) })
    }
    await seconds(3)
    expect(spaces()).toHaveLength(cacheLimits.perSource + 1)
  })

  it('cannot make us ask without end', async () => {
    const { cable } = hearing()
    for (let n = 0; n < cacheLimits.perSource; n++) {
      cable.say({ isResponse: true, answers: claimed(`Fake ${n}`, '10.0.0.99', 1) })
      cable.say({ isResponse: true, answers: [pointerTo(`Half ${n}`)] })
    }
    await seconds(60)
    expect(cable.queries().length).toBeLessThan(80)
  })

  it('cannot have itself kept for ever', async () => {
    const { cable, spaces } = hearing()
    cable.say({ isResponse: true, answers: claimed('Fake', '10.0.0.99', 0xffff_ffff) })
    await seconds(3_600)
    expect(spaces()).toHaveLength(1)
    await seconds(1_000)
    expect(spaces()).toEqual([])
  })

  it('is not heard from another port, nor from elsewhere, nor in a question', async () => {
    const { cable, spaces } = hearing()
    const answers = claimed('Fake')
    cable.say({ isResponse: true, answers }, { ...stranger, port: 40_000 })
    cable.say({ isResponse: true, answers }, { ...stranger, address: '192.0.2.1' })
    cable.say({ answers, questions: [] })
    await seconds(2)
    expect(spaces()).toEqual([])
  })

  it.each(['127.0.0.1', '0.0.0.0', '224.0.0.251', '255.255.255.255'])(
    'cannot send us to %s',
    async (address) => {
      const { cable, spaces } = hearing()
      cable.say({ isResponse: true, answers: claimed('Fake', address) })
      await seconds(2)
      expect(spaces()).toEqual([])
    },
  )

  it('cannot show us a name that reads otherwise than it is, or none', async () => {
    const { cable, spaces } = hearing()
    cable.say({ isResponse: true, answers: claimed('Har\u202ebour\u0007') })
    cable.say({ isResponse: true, answers: claimed('\u200b') })
    await seconds(2)
    expect(spaces().map(({ name }) => name)).toEqual(['Harbour'])
  })

  it('with a text that fills its packet is no space', async () => {
    const { cable, spaces } = hearing()
    const [pointer, place, , address] = claimed('Fake')
    const strings = Array.from({ length: 30 }, () => new Uint8Array(255))
    const data = { type: 'TXT' as const, strings }
    cable.say({ isResponse: true, answers: [pointer!, place!, { ...place!, data }, address!] })
    await seconds(2)
    expect(spaces()).toEqual([])
  })
})
