import { expect, it } from 'vitest'
import { inviteUri } from '../../../../protocol/invite-link.ts'
import type { FoundSpace, ProbedSpace } from '../../../../shared/ipc/schemas.ts'
import { reachFound, reachTyped } from './reach-space.ts'

const own = 'A'.repeat(43)
const another = `${'B'.repeat(42)}A`
const office: FoundSpace = {
  id: 'epoch',
  name: 'Office',
  fingerprint: own,
  addresses: ['10.0.0.5:7759', '192.168.1.5:7759'],
  seenAt: 0,
  announcers: 1,
}

/** A network on which just these addresses answer. */
function network(answers: Record<string, ProbedSpace>) {
  return async (address: string): Promise<ProbedSpace> =>
    answers[address] ?? { status: 'unreachable' }
}
const at = (url: string, fingerprint: string | null): ProbedSpace => ({
  status: 'found',
  name: 'Office',
  url,
  fingerprint,
})

it('goes to the first address at which the announced key is', async () => {
  const probe = network({
    'https://10.0.0.5:7759': at('https://10.0.0.5:7759', another),
    'https://192.168.1.5:7759': at('https://192.168.1.5:7759', own),
  })
  expect(await reachFound(office, probe)).toEqual({
    kind: 'space',
    space: {
      ...{ name: 'Office', url: 'https://192.168.1.5:7759', fingerprint: own },
      addresses: ['https://10.0.0.5:7759'],
    },
    key: 'told',
  })
})

it('goes to no address that means something on one network card alone, and says so', async () => {
  const probe = network({ 'https://[fd00::5]:7759': at('https://[fd00::5]:7759', own) })
  const local = '[fe80::5%eth0]:7759'
  const both = { ...office, addresses: [local, '[fd00::5]:7759'] }
  expect(await reachFound(both, probe)).toMatchObject({
    space: { url: 'https://[fd00::5]:7759', fingerprint: own },
  })
  const problem = { kind: 'problem', problem: 'linkLocal' }
  expect(await reachFound({ ...office, addresses: [local] }, probe)).toEqual(problem)
  for (const typed of [local, 'https://[fe80::5]:7759', '[febf::1%25en0]']) {
    expect(await reachTyped(typed, probe)).toEqual(problem)
  }
})

it('goes to nobody who has another key than was announced', async () => {
  const probe = network({ 'https://10.0.0.5:7759': at('https://10.0.0.5:7759', another) })
  expect(await reachFound(office, probe)).toEqual({ kind: 'problem', problem: 'otherKey' })
  const vouched = network({ 'https://10.0.0.5:7759': at('https://10.0.0.5:7759', null) })
  expect(await reachFound(office, vouched)).toEqual({ kind: 'problem', problem: 'otherKey' })
})

it('follows the link of an invite, and keeps what is in it', async () => {
  const link = inviteUri({
    name: 'Office',
    scheme: 'https',
    fingerprint: own,
    addresses: ['office.lan:7759', '10.0.0.5:7759'],
    secret: 'S'.repeat(22),
  })
  const reached = await reachTyped(
    ` ${link} `,
    network({ 'https://10.0.0.5:7759': at('https://10.0.0.5:7759', own) }),
  )
  expect(reached).toMatchObject({ kind: 'space', key: 'told' })
  expect(reached).toHaveProperty('invite', link.split('?')[1])
})

it.each([
  ['seen', at('https://10.0.0.5:7759', own)],
  ['vouched', at('https://chat.example', null)],
  ['none', at('http://127.0.0.1:7759', null)],
] as const)('says of a typed address that its key is %s', async (key, answer) => {
  expect(await reachTyped('10.0.0.5', network({ '10.0.0.5': answer }))).toMatchObject({ key })
})

it.each([
  ['unreachable', { status: 'unreachable' }],
  ['notParley', { status: 'not-parley' }],
  ['notAnAddress', { status: 'not-an-address' }],
] as const)('says that an address is %s', async (problem, answer) => {
  const reached = await reachTyped('there', network({ there: answer }))
  expect(reached).toEqual({ kind: 'problem', problem })
})
