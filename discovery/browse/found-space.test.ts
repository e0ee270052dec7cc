import { expect, test } from 'vitest'
import { foundSpaces, type SeenOn } from './found-space.ts'

const fingerprint = 'A'.repeat(43)
const link = (name: string) => ({ name, scope: name, addresses: [] }) as unknown as SeenOn['link']
const sighting = (label: string, address: string, print = fingerprint) => ({
  ...{ label, source: address, port: 7759, addresses: [address], seenAt: 1 },
  text: { id: 'e1', fingerprint: print, name: 'Harbour' },
})
const seen = (on: string, ...sightings: ReturnType<typeof sighting>[]) =>
  ({ link: link(on), sightings }) as unknown as SeenOn

test('a space that one machine announces on two networks has one announcer', () => {
  const cable = seen('eth0', sighting('Harbour', '10.0.0.5'))
  const radio = seen('wlan0', sighting('Harbour (2)', '192.168.1.5'))
  expect(foundSpaces([cable, radio])).toMatchObject([
    { announcers: 1, addresses: ['10.0.0.5:7759', '192.168.1.5:7759'] },
  ])
})

test('a space that two machines of one network announce is one, and told to be announced twice', () => {
  const both = seen('eth0', sighting('Harbour', '10.0.0.5'), sighting('Harbour (2)', '10.0.0.6'))
  expect(foundSpaces([both])).toMatchObject([
    { name: 'Harbour', announcers: 2, addresses: ['10.0.0.5:7759', '10.0.0.6:7759'] },
  ])
})

test('two spaces of one name are two, with an announcer each', () => {
  const other = `${'B'.repeat(42)}A`
  const both = seen(
    'eth0',
    sighting('Harbour', '10.0.0.5'),
    sighting('Harbour (2)', '10.0.0.6', other),
  )
  expect(foundSpaces([both]).map(({ announcers, fingerprint: key }) => [announcers, key])).toEqual(
    expect.arrayContaining([
      [1, fingerprint],
      [1, other],
    ]),
  )
})

const range = (net: string) => Array.from({ length: 16 }, (_, n) => `${net}.${n + 10}`)

test('an announcer with many addresses pushes out none of another’s', () => {
  const forged = { ...sighting('Harbour (2)', '10.0.0.66'), addresses: range('10.0.0') }
  const own = { ...sighting('Harbour', '192.168.1.5'), addresses: ['fd00::5', '192.168.1.5'] }
  const [space] = foundSpaces([seen('eth0', forged, own)])
  expect(space!.addresses).toHaveLength(16)
  expect(space!.addresses.slice(0, 4)).toEqual([
    '10.0.0.10:7759',
    '192.168.1.5:7759',
    '10.0.0.11:7759',
    '[fd00::5]:7759',
  ])
})

test('whoever announces a space many times pushes out nobody either', () => {
  const forged = Array.from({ length: 32 }, (_, n) => {
    const again = sighting(`Harbour (${n + 2})`, '10.0.0.66')
    return { ...again, addresses: range(`10.0.${n}`) }
  })
  const [space] = foundSpaces([seen('eth0', ...forged, sighting('Harbour', '192.168.1.5'))])
  expect(space!.addresses).toHaveLength(16)
  expect(space!.addresses[1]).toBe('192.168.1.5:7759')
})

test('the likeliest address is first, whoever was heard first', () => {
  const cable = seen('eth0', sighting('Harbour', 'fe80::5'))
  const radio = seen('wlan0', sighting('Harbour', '192.168.1.5'))
  expect(foundSpaces([cable, radio])).toMatchObject([
    { addresses: ['192.168.1.5:7759', '[fe80::5%eth0]:7759'] },
  ])
})

const many = (count: number, address: string) =>
  Array.from({ length: count }, (_, n) => {
    const one = sighting(`!${n}`, address)
    return { ...one, text: { ...one.text, id: `${address} ${n}`, name: `!${n}` } }
  })

test('whoever announces many spaces pushes out no other’s, nor far down', () => {
  const forged = many(300, '10.0.0.66')
  const found = foundSpaces([seen('eth0', ...forged, sighting('Harbour', '192.168.1.5'))])
  expect(found).toHaveLength(200)
  expect(found.slice(0, 3).map(({ name }) => name)).toEqual(['!0', 'Harbour', '!1'])
})

test('a space stays where its own announcer has it, whoever announces it besides', () => {
  const forged = [...many(30, '10.0.0.66'), sighting('Harbour (2)', '10.0.0.66')]
  const found = foundSpaces([seen('eth0', ...forged, sighting('Harbour', '192.168.1.5'))])
  expect(found.map(({ name }) => name).indexOf('Harbour')).toBe(1)
  expect(found).toHaveLength(31)
})
