import { expect, test } from 'vitest'
import { foundSpaces, type SeenOn } from './found-space.ts'

const fingerprint = 'A'.repeat(43)
const link = (name: string) => ({ name, scope: name, addresses: [] }) as unknown as SeenOn['link']
const sighting = (label: string, address: string, print = fingerprint) => ({
  ...{ label, port: 7759, addresses: [address], seenAt: 1 },
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
