import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { DnsRecord } from '../dns/message.ts'
import { sameName } from '../dns/name.ts'
import { multicastPort, type Network } from '../network/network.ts'
import { instanceName, serviceType, type AnnouncedSpace } from '../service/space-service.ts'
import { Cable, Machine, stranger } from '../test/cable.ts'
import { harbour, otherHarbour } from '../test/harbour.ts'
import { announce, type Announcement } from './announce.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function announced(
  network: Network,
  space: AnnouncedSpace = harbour,
  serves: (address: string) => boolean = () => true,
): Announcement & { names: string[] } {
  const names: string[] = []
  const machine = `machine of ${space.id}`
  const named = (label: string): void => void names.push(label)
  const announcement = announce({ network, space, serves, machine, named, random: () => 0.5 })
  onTestFinished(() => announcement.stop())
  return { ...announcement, names }
}

function office(...cidrs: string[]): { cable: Cable; machine: Machine; unplug: () => void } {
  const cable = new Cable()
  const machine = new Machine()
  const unplug = machine.plug(cable, 'eth0', ...(cidrs.length > 0 ? cidrs : ['10.0.0.1/24']))
  return { cable, machine, unplug }
}

const seconds = (n: number): Promise<unknown> => vi.advanceTimersByTimeAsync(n * 1_000)
const settled = (): Promise<unknown> => seconds(10)
const ask = (name: readonly string[], type: number, unicast = false) => ({ name, type, unicast })
const ptr = ask(serviceType, 12)
const described = ({ data, ttl }: DnsRecord): string =>
  data.type === 'A' || data.type === 'AAAA' ? `${data.type} ${data.address} ${ttl}` : data.type

it('says nothing on a link that opens while it stops', async () => {
  const { cable, machine } = office()
  const announcement = announced(machine)
  await settled()
  const later = new Cable()
  const stopping = announcement.stop()
  machine.plug(later, 'eth1', '10.1.0.1/24')
  await stopping
  await settled()
  expect(
    cable
      .answers()
      .at(-1)!
      .message.answers.every(({ ttl }) => ttl === 0),
  ).toBe(true)
  expect(later.sent).toEqual([])
})

describe('a name', () => {
  it('is asked for three times before it is announced three times', async () => {
    const { cable, machine } = office()
    const { names } = announced(machine)
    await settled()
    const [first] = cable.queries()
    expect(cable.queries()).toHaveLength(3)
    expect(first!.message.questions).toEqual([ask(instanceName('Harbour'), 255)])
    expect(first!.message.authorities.map(({ data }) => data.type)).toEqual(['SRV', 'TXT'])
    const said = cable.answers()
    expect(said.map(({ at }) => Math.round((at - said[0]!.at) / 10))).toEqual([0, 100, 300])
    expect(said[0]!.at).toBeGreaterThan(cable.queries().at(-1)!.at)
    expect(said[0]!.message.answers.map(described)).toEqual([
      'PTR',
      'SRV',
      'TXT',
      'A 10.0.0.1 120',
      'PTR',
    ])
    expect(names).toEqual(['Harbour'])
  })

  it('is given a number where another machine has it', async () => {
    const { cable, machine } = office()
    const other = new Machine()
    other.plug(cable, 'eth0', '10.0.0.2/24')
    const first = announced(machine)
    await settled()
    const second = announced(other, otherHarbour)
    await settled()
    expect([first.names, second.names]).toEqual([['Harbour'], ['Harbour (2)']])
    const text = cable
      .answers()
      .at(-1)!
      .message.answers.find(({ data }) => data.type === 'TXT')!
    expect(
      text.data.type === 'TXT' && text.data.strings.map((one) => Buffer.from(one).toString()),
    ).toContain('name=Harbour')
  })

  it('goes to one of two that begin at the same moment', async () => {
    const { cable, machine } = office()
    const other = new Machine()
    other.plug(cable, 'eth0', '10.0.0.2/24')
    const both = [announced(machine), announced(other, otherHarbour)]
    await settled()
    expect(both.map(({ label }) => label()).sort()).toEqual(['Harbour', 'Harbour (2)'])
    expect(both.flatMap(({ names }) => names).sort()).toEqual(['Harbour', 'Harbour (2)'])
  })

  it('stays whose it is where two networks become one, and the other is given a number', async () => {
    const [one, other] = [office(), office('10.0.0.2/24')]
    const both = [announced(one.machine), announced(other.machine, otherHarbour)]
    await settled()
    expect(both.map(({ label }) => label())).toEqual(['Harbour', 'Harbour'])
    other.machine.plug(one.cable, 'eth1', '10.0.0.2/24')
    await settled()
    expect(both.map(({ label }) => label())).toEqual(['Harbour', 'Harbour (2)'])
    const old = other.cable.answers().filter(({ message }) => message.answers[0]!.ttl === 0)
    expect(old).toHaveLength(1)
  })

  it('is claimed again where a stranger says that it is theirs, and kept where nobody has it', async () => {
    const { cable, machine } = office()
    const { names } = announced(machine)
    await settled()
    const probes = cable.queries().length
    const data = { type: 'SRV' as const, port: 1, target: ['elsewhere', 'local'] }
    const rival = { name: instanceName('HARBOUR'), ttl: 120, flush: true, data }
    cable.say({ isResponse: true, answers: [rival] })
    await settled()
    expect(cable.queries()).toHaveLength(probes + 3)
    expect(names).toEqual(['Harbour', 'Harbour'])
    // Only a responder's port counts, and what ends claims nothing.
    cable.say({ isResponse: true, answers: [rival] }, { ...stranger, port: 40_000 })
    cable.say({ isResponse: true, answers: [{ ...rival, ttl: 0 }] })
    await settled()
    expect(cable.queries()).toHaveLength(probes + 3)
  })

  it('is looked for more slowly where every one is taken', async () => {
    const { cable, machine } = office()
    const announcement = announced(machine)
    const takeAll = setInterval(() => {
      const { name } = cable.queries().at(-1)?.message.questions[0] ?? {}
      const data = { type: 'SRV' as const, port: 1, target: ['elsewhere', 'local'] }
      if (name) cable.say({ isResponse: true, answers: [{ name, ttl: 120, flush: true, data }] })
    }, 50)
    onTestFinished(() => clearInterval(takeAll))
    await seconds(120)
    expect(announcement.names).toEqual([])
    expect(cable.queries().length).toBeLessThan(60)
  })

  it('holds on to what it says of itself when it hears it back', async () => {
    const { cable, machine } = office()
    machine.plug(cable, 'wlan0', '10.0.0.3/24')
    const { label, names } = announced(machine)
    await settled()
    expect([label(), names]).toEqual(['Harbour', ['Harbour', 'Harbour']])
    expect(cable.queries()).toHaveLength(6)
  })
})

describe('an interface', () => {
  it('is told its own addresses, and no others', async () => {
    const { cable, machine } = office('10.0.0.1/24', 'fe80::1/64')
    const second = new Cable()
    machine.plug(second, 'wlan0', '192.168.1.1/24')
    announced(machine)
    await settled()
    const [wired, wireless] = [cable, second].map(({ sent }) => {
      const records = sent.flatMap(({ message }) => [...message.answers, ...message.additionals])
      const told = records.filter(({ data }) => data.type === 'A' || data.type === 'AAAA')
      return [...new Set(told.map(described))]
    })
    expect(wired).toEqual(['A 10.0.0.1 120', 'AAAA fe80::1 120'])
    expect(wireless).toEqual(['A 192.168.1.1 120'])
  })

  it('is told nothing where the server is not reached over it', async () => {
    const { cable, machine } = office('fd00::1/64')
    announced(machine, harbour, (address) => !address.includes(':'))
    await settled()
    expect(cable.sent).toEqual([])
  })

  it('that comes later is told then, and again when it comes back', async () => {
    const { cable, machine, unplug } = office()
    announced(machine)
    await settled()
    unplug()
    await settled()
    const before = cable.sent.length
    const late = new Cable()
    machine.plug(late, 'usb0', '10.1.0.1/24')
    machine.plug(cable, 'eth0', '10.0.0.7/24')
    await settled()
    expect(late.answers()).toHaveLength(3)
    expect(cable.sent.length).toBe(before + 6)
    expect(cable.answers().at(-1)!.message.answers.map(described)).toContain('A 10.0.0.7 120')
  })
})

describe('whoever asks', () => {
  async function settledOffice() {
    const { cable, machine } = office('10.0.0.1/24', 'fe80::1/64')
    const announcement = announced(machine)
    await settled()
    cable.sent.length = 0
    return { cable, machine, announcement }
  }

  it('is told all that is needed to join, in one answer', async () => {
    const { cable } = await settledOffice()
    cable.say({ questions: [ptr] })
    await seconds(1)
    const [reply, ...more] = cable.answers()
    expect(more).toEqual([])
    expect(reply!.message.answers.map(described)).toEqual(['PTR'])
    expect(reply!.message.additionals.map(described)).toEqual([
      'SRV',
      'TXT',
      'A 10.0.0.1 120',
      'AAAA fe80::1 120',
    ])
  })

  it('is told once a second at most, however many ask', async () => {
    const { cable } = await settledOffice()
    for (let n = 0; n < 50; n++) {
      cable.say({ questions: [ptr] }, { address: `10.0.0.${n + 100}`, port: multicastPort })
      await seconds(0.1)
    }
    expect(cable.answers().length).toBeGreaterThanOrEqual(4)
    expect(cable.answers().length).toBeLessThanOrEqual(6)
  })

  it('is not told what it knows for half its time yet', async () => {
    const { cable } = await settledOffice()
    const known = (ttl: number): DnsRecord => ({
      name: serviceType,
      ttl,
      flush: false,
      data: { type: 'PTR', target: instanceName('Harbour') },
    })
    cable.say({ questions: [ptr], answers: [known(2_250)] })
    await seconds(1)
    expect(cable.answers()).toEqual([])
    cable.say({ questions: [ptr], answers: [known(2_249)] })
    await seconds(1)
    expect(cable.answers()).toHaveLength(1)
  })

  it('is told what it says that it knows after more than anybody does: nobody looks that far', async () => {
    const { cable } = await settledOffice()
    const pointers = ['Harbour', ...Array.from({ length: 64 }, (_, n) => `Other ${n}`)].map(
      (label) => {
        const data = { type: 'PTR' as const, target: instanceName(label) }
        return { name: serviceType, ttl: 4_500, flush: false, data }
      },
    )
    cable.say({ questions: [ptr], answers: pointers })
    cable.say({ questions: [ptr], isTruncated: true }, { ...stranger, address: '10.0.0.98' })
    cable.say({ answers: pointers }, { ...stranger, address: '10.0.0.98' })
    await seconds(2)
    expect(cable.answers()).toEqual([])
    cable.say({ questions: [ptr], answers: pointers.toReversed() })
    await seconds(2)
    expect(cable.answers()).toHaveLength(1)
    cable.say({ questions: [ptr], isTruncated: true })
    await seconds(0.2)
    cable.say({ answers: pointers.toReversed() })
    await seconds(2)
    expect(cable.answers()).toHaveLength(2)
  })

  it('is waited for where it says that it knows more', async () => {
    const { cable } = await settledOffice()
    const data = { type: 'PTR' as const, target: instanceName('Harbour') }
    cable.say({ questions: [ptr], isTruncated: true })
    await seconds(0.2)
    cable.say({ answers: [{ name: serviceType, ttl: 4_500, flush: false, data }] })
    await seconds(2)
    expect(cable.answers()).toEqual([])
    cable.say({ questions: [ptr], isTruncated: true })
    await seconds(2)
    expect(cable.answers()).toHaveLength(1)
  })

  it('is told what there is not', async () => {
    const { cable } = await settledOffice()
    cable.say({ questions: [ask(instanceName('harbour'), 1)] })
    await seconds(1)
    const { packet } = cable.answers()[0]!
    // One record: NSEC, of the one asker's class, which says that there are a text and a place.
    expect(packet.readUInt16BE(6)).toBe(1)
    expect(packet.toString('hex')).toMatch(/002f8001000000780009c00c00050000800040$/)
  })

  it('alone is answered alone, where all were told lately', async () => {
    const { cable } = await settledOffice()
    cable.say({ questions: [ask(instanceName('Harbour'), 33, true)] })
    await seconds(1)
    expect(cable.answers()[0]).toMatchObject({ to: stranger })
  })

  it('as resolvers did of old is answered so, with its question and id, and not for long', async () => {
    const { cable } = await settledOffice()
    const old = { address: '10.0.0.77', port: 40_000 }
    cable.say({ id: 77, questions: [ptr] }, old)
    await seconds(1)
    const [reply] = cable.answers()
    expect(reply).toMatchObject({ to: old, message: { id: 77, questions: [ptr] } })
    const records = [...reply!.message.answers, ...reply!.message.additionals]
    expect(Math.max(...records.map(({ ttl }) => ttl))).toBe(10)
    expect(records.some(({ flush }) => flush)).toBe(false)
  })

  it('cannot have somebody flooded in their name', async () => {
    const { cable } = await settledOffice()
    for (let n = 0; n < 500; n++) cable.say({ questions: [ptr] }, { ...stranger, port: 9 })
    await seconds(0.5)
    expect(cable.answers().length).toBeLessThanOrEqual(40)
  })

  it('for something else is not answered', async () => {
    const { cable } = await settledOffice()
    cable.say({ questions: [ask(['_ipp', '_tcp', 'local'], 12), ask(['Harbour', 'local'], 255)] })
    await seconds(1)
    expect(cable.answers()).toEqual([])
  })

  it('which kinds of services there are hears of ours', async () => {
    const { cable } = await settledOffice()
    cable.say({ questions: [ask(['_services', '_dns-sd', '_udp', 'local'], 12)] })
    await seconds(1)
    const [answer] = cable.answers()[0]!.message.answers
    expect(answer!.data.type === 'PTR' && sameName(answer!.data.target, serviceType)).toBe(true)
  })

  it('while it is not settled whose the name is, hears nothing', async () => {
    const { cable, machine } = office()
    announced(machine)
    await seconds(0.5)
    cable.say({ questions: [ptr] })
    await seconds(0.2)
    expect(cable.answers()).toEqual([])
  })
})

it('takes back what it said when it stops, and only what is its own', async () => {
  const { cable, machine } = office()
  const { stop } = announced(machine)
  await settled()
  cable.sent.length = 0
  await stop()
  const [bye] = cable.answers()
  expect(bye!.message.answers.map(({ ttl }) => ttl)).toEqual([0, 0, 0, 0])
  expect(bye!.message.answers.map(({ data }) => data.type)).toEqual(['PTR', 'SRV', 'TXT', 'A'])
  cable.say({ questions: [ptr] })
  await settled()
  expect(cable.answers()).toHaveLength(1)
})

it('has nothing to take back that it did not say yet', async () => {
  const { cable, machine } = office()
  const { stop } = announced(machine)
  await seconds(0.5)
  await stop()
  await settled()
  expect(cable.answers()).toEqual([])
})
