import { describe, expect, it } from 'vitest'
import { print } from '../test/harbour.ts'
import { examine } from './examine.ts'
import { de } from './findings/de.ts'
import { en } from './findings/en.ts'
import { finding, findingStates, type FindingCode } from './findings/finding.ts'
import { gravestFirst, reportText, worded } from './findings/report.ts'
import type { Seen, SeenInterface, SeenServer, SeenSpace, SeenTry } from './seen.ts'

const NOW = Date.UTC(2026, 0, 1)
const DAY = 86_400_000

const eth0: SeenInterface = {
  name: 'eth0',
  kind: 'network',
  cidrs: ['10.0.0.5/24', 'fe80::5/64'],
  multicastDisabled: false,
}
const tun0: SeenInterface = { ...eth0, name: 'tun0', kind: 'tunnel', cidrs: ['10.8.0.2/24'] }
const heard = { name: 'eth0', refused: null, heardOwn: true, others: 2 }
const answered: SeenTry = {
  address: '10.0.0.7:7759',
  outcome: 'answered',
  took: 12.4,
  through: 'eth0',
  shown: print('h'),
  isSecure: true,
  ahead: 900,
}
const harbour: SeenSpace = { name: 'Harbour', heard: true, pinned: print('h'), tries: [answered] }
const fine: Seen = {
  interfaces: [eth0],
  unplugged: [],
  multicast: [heard],
  defaultRoute: 'eth0',
  firewall: { program: 'ufw', state: 'off', detail: '' },
  spaces: [harbour],
  own: null,
}
const tried = (change: Partial<SeenTry>, space: Partial<SeenSpace> = {}): Seen => ({
  ...fine,
  spaces: [{ ...harbour, ...space, tries: [{ ...answered, ...change }] }],
})
const codes = (seen: Seen): FindingCode[] => examine(seen, NOW).map(({ code }) => code)

it('finds nothing wrong where nothing is', () => {
  expect(examine(fine, NOW)).toEqual([
    finding('interfaces.ok', { name: 'eth0', addresses: '10.0.0.5, fe80::5' }),
    finding('multicast.ok', { name: 'eth0', others: 2 }),
    finding('reach.ok', { space: 'Harbour', address: '10.0.0.7:7759', took: 12 }),
    finding('firewall.off', { program: 'ufw', detail: '' }),
    finding('vpn.none'),
    finding('isolation.none'),
    finding('clock.ok', { space: 'Harbour', seconds: 1 }),
    finding('certificate.same', { space: 'Harbour' }),
  ])
})

it('misses a space nowhere that answers somewhere, whoever has its old addresses', () => {
  const old = { ...answered, address: '10.0.0.9:7759' }
  const tries = [
    { ...old, outcome: 'silent', shown: null, ahead: null } as const,
    { ...old, address: '10.0.0.8:7759', shown: print('x') },
    answered,
  ]
  const found = codes({ ...fine, spaces: [{ ...harbour, tries }] })
  expect(found.filter((code) => code === 'reach.ok')).toHaveLength(1)
  expect(found).toContain('certificate.same')
  expect(found).not.toContain('reach.silent')
  expect(found).not.toContain('certificate.changed')
})

describe('it says that', () => {
  const silent = { outcome: 'silent', shown: null, ahead: null } as const
  const own: SeenServer = {
    address: '10.0.0.5:7759',
    isServing: true,
    isBeyond: true,
    certificate: {
      file: '/data/space.pem',
      isHidden: false,
      unusable: null,
      isOpen: false,
      until: null,
    },
  }
  const certificate = (change: Partial<SeenServer['certificate'] & object>): Seen => ({
    ...fine,
    spaces: [],
    own: { ...own, certificate: { ...own.certificate!, ...change } },
  })

  it.each<[string, Seen, FindingCode[]]>([
    ['there is no network', { ...fine, interfaces: [] }, ['interfaces.none']],
    ['there is a VPN and nothing else', { ...fine, interfaces: [tun0] }, ['interfaces.none']],
    ['a cable is out', { ...fine, unplugged: ['eth1'] }, ['interfaces.unplugged']],
    [
      'there is no router',
      { ...fine, interfaces: [{ ...eth0, cidrs: ['fe80::5/64'] }] },
      ['interfaces.linkLocal'],
    ],
    ['nobody else answers', { ...fine, multicast: [{ ...heard, others: 0 }] }, ['multicast.alone']],
    [
      'not even the own question is heard',
      { ...fine, multicast: [{ ...heard, heardOwn: false, others: 0 }] },
      ['multicast.deaf'],
    ],
    [
      'multicast is switched off',
      { ...fine, interfaces: [{ ...eth0, multicastDisabled: true }] },
      ['multicast.disabled'],
    ],
    [
      'the system refuses',
      { ...fine, multicast: [{ ...heard, refused: 'EPERM' }] },
      ['multicast.refused'],
    ],
    ['it was told not to look', { ...fine, multicast: null }, ['multicast.off']],
    ['no space is known', { ...fine, spaces: [] }, ['reach.none', 'clock.unknown']],
    ['a space is stopped', tried({ outcome: 'refused', shown: null }), ['reach.refused']],
    ['the system forbids it', tried({ outcome: 'forbidden', shown: null }), ['reach.forbidden']],
    ['no way leads there', tried({ outcome: 'noRoute', through: null }), ['reach.noRoute']],
    ['somebody else answers', tried({ outcome: 'stranger', shown: null }), ['reach.stranger']],
    ['members are kept apart', tried(silent), ['reach.silent', 'isolation.likely']],
    [
      'a space elsewhere is silent, which says nothing of this network',
      tried({ ...silent, address: '10.9.0.7:7759' }),
      ['reach.silent', 'isolation.unknown'],
    ],
    [
      'a space that is not heard is silent, which may just be off',
      tried(silent, { heard: false }),
      ['reach.silent', 'isolation.unknown'],
    ],
    [
      'only this machine itself was reached',
      tried({ address: '10.0.0.5:7759' }),
      ['isolation.unknown'],
    ],
    ['the firewall cannot be read', { ...fine, firewall: null }, ['firewall.unknown']],
    [
      'the firewall is shut',
      { ...fine, firewall: { program: 'Windows', state: 'blocks', detail: 'Public' } },
      ['firewall.blocks'],
    ],
    [
      'a VPN takes all',
      { ...tried({ through: 'tun0' }), interfaces: [eth0, tun0], defaultRoute: 'tun0' },
      ['vpn.default', 'vpn.space'],
    ],
    ['clocks differ', tried({ ahead: -61_000 }), ['clock.off']],
    ['a key is another', tried({ shown: print('x') }), ['certificate.changed']],
    ['nobody knows the key', tried({}, { pinned: null }), ['certificate.unknown']],
    ['an authority vouches', tried({ shown: null }, { pinned: null }), ['certificate.vouched']],
    ['nothing is encrypted', tried({ isSecure: false, shown: null }), ['certificate.plain']],
    ['a server serves', certificate({}), ['reach.serving', 'reach.outside', 'certificate.kept']],
    [
      'no server runs',
      { ...certificate({}), own: { ...own, isServing: false } },
      ['reach.notServing'],
    ],
    ['a key is open to others', certificate({ isOpen: true }), ['certificate.open']],
    ['a key is hidden', certificate({ isHidden: true }), ['certificate.hidden']],
    ['a key is of no use', certificate({ unusable: 'damaged' }), ['certificate.unusable']],
    ['a certificate ends', certificate({ until: NOW + 3 * DAY }), ['certificate.expires']],
    ['a certificate has ended', certificate({ until: NOW - DAY }), ['certificate.expired']],
  ])('%s', (_what, seen, expected) => {
    expect(codes(seen)).toEqual(expect.arrayContaining(expected))
    const others = expected.flatMap((code) => {
      return Object.keys(findingStates).filter((other) => {
        return findingStates[other as FindingCode] === 'ok' && sameCheck(other, code)
      })
    })
    const allowed = ['interfaces.ok', 'interfaces.tunnel', 'reach.ok', 'reach.serving']
    for (const code of codes(seen)) {
      if (!expected.includes(code) && !allowed.includes(code)) expect(others).not.toContain(code)
    }
  })
})

const sameCheck = (one: string, other: string): boolean => one.split('.')[0] === other.split('.')[0]

describe('in words', () => {
  const blanks = (text: string): string[] =>
    [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)

  it.each(Object.keys(findingStates) as FindingCode[])(
    '%s names the same in each language',
    (code) => {
      for (const part of ['seen', 'means', 'todo'] as const) {
        expect(en[code][part].trim()).not.toBe('')
        expect(de[code][part].trim()).not.toBe('')
        expect(new Set(blanks(de[code][part]))).toEqual(new Set(blanks(en[code][part])))
      }
    },
  )

  it('leaves no blank unfilled in whatever is found', () => {
    const seen = { ...fine, unplugged: ['eth1'], multicast: [{ ...heard, refused: 'EPERM' }] }
    for (const one of examine(seen, NOW)) {
      for (const tag of ['en', 'de-AT']) {
        expect(Object.values(worded(one, tag)).join()).not.toMatch(/[{}]| \)/)
      }
    }
  })

  it('puts the gravest first, with what to do about it', () => {
    const found = examine(tried({ shown: print('x') }), NOW)
    const states = { ok: 'ok', warning: 'warning', problem: 'PROBLEM', unknown: 'not known' }
    const [first, second, third] = reportText(gravestFirst(found), states).split('\n')
    expect(first).toBe(
      'PROBLEM    10.0.0.7:7759 shows another key than the one that Harbour is known by.',
    )
    expect(second).toMatch(/^ {11}Another server answers there/)
    expect(third).toMatch(/^ {11}→ Ask whoever hosts Harbour/)
  })
})
