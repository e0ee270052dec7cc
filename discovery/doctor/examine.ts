import { isInNetwork, isLinkLocal } from '../dns/ip-address.ts'
import { examineCertificate, examineKey } from './examine-certificate.ts'
import { finding, type Finding, type FindingCode } from './findings/finding.ts'
import { addressOf, hostOf } from './seen-address.ts'
import type { Seen, SeenInterface, SeenMulticast, SeenSpace, SeenTry } from './seen.ts'

/** Clocks that are further apart put messages at times that people wonder about. */
const SKEW = 60_000

/** What it means that this was seen, check by check. */
export function examine(seen: Seen, now: number): Finding[] {
  return [
    ...examineInterfaces(seen),
    ...examineMulticast(seen),
    ...examineReach(seen),
    ...examineFirewall(seen),
    ...examineTunnels(seen),
    ...examineIsolation(seen),
    ...examineClock(seen),
    // The keys of others are for those to compare who join them.
    ...(seen.own ? [] : seen.spaces.flatMap(examineKey)),
    ...(seen.own?.certificate ? [examineCertificate(seen.own.certificate, now)] : []),
  ]
}

function examineInterfaces({ interfaces, unplugged }: Seen): Finding[] {
  const found = interfaces.map((at) => {
    const facts = { name: at.name, addresses: at.cidrs.map(addressOf).join(', ') }
    if (at.kind === 'tunnel') return finding('interfaces.tunnel', facts)
    return finding(hasWideAddress(at) ? 'interfaces.ok' : 'interfaces.linkLocal', facts)
  })
  const leads = interfaces.some(({ kind }) => kind === 'network')
  return [
    ...(leads ? [] : [finding('interfaces.none')]),
    ...found,
    ...unplugged.map((name) => finding('interfaces.unplugged', { name })),
  ]
}

/** One that means something beyond the cable, which pages of Chromium do not connect to. */
function hasWideAddress({ cidrs }: SeenInterface): boolean {
  return cidrs.map(addressOf).some((address) => !isLinkLocal(address))
}

function examineMulticast({ interfaces, multicast }: Seen): Finding[] {
  if (multicast === null) return [finding('multicast.off')]
  const disabled = new Set(interfaces.filter((at) => at.multicastDisabled).map(({ name }) => name))
  return multicast.map((at) => examineOneMulticast(at, disabled.has(at.name)))
}

function examineOneMulticast(
  { heardOwn, name, others, refused }: SeenMulticast,
  isDisabled: boolean,
): Finding {
  if (isDisabled) return finding('multicast.disabled', { name })
  if (refused !== null) return finding('multicast.refused', { name, reason: refused })
  if (!heardOwn) return finding('multicast.deaf', { name })
  return others > 0
    ? finding('multicast.ok', { name, others })
    : finding('multicast.alone', { name })
}

const reachCodes = {
  answered: 'reach.ok',
  stranger: 'reach.stranger',
  refused: 'reach.refused',
  forbidden: 'reach.forbidden',
  silent: 'reach.silent',
  noRoute: 'reach.noRoute',
} as const satisfies Record<SeenTry['outcome'], FindingCode>

function examineReach({ own, spaces }: Seen): Finding[] {
  if (own) {
    const { address, isBeyond, isServing } = own
    const serving = finding(isServing ? 'reach.serving' : 'reach.notServing', { address })
    return isServing && isBeyond ? [serving, finding('reach.outside', { address })] : [serving]
  }
  if (spaces.length === 0) return [finding('reach.none')]
  return spaces.flatMap((space) =>
    worthTelling(space).map(({ address, outcome, took }) =>
      finding(reachCodes[outcome], { space: space.name, address, took: Math.round(took) }),
    ),
  )
}

/** Where a space answers, nobody misses it at its other addresses, or at those from before. */
function worthTelling({ pinned, tries }: SeenSpace): readonly SeenTry[] {
  const answered = tries.filter(({ isSecure, outcome, shown }) => {
    return outcome === 'answered' && (pinned === null || !isSecure || shown === pinned)
  })
  return answered.length > 0 ? answered : tries
}

function examineFirewall({ firewall }: Seen): Finding[] {
  if (!firewall) return [finding('firewall.unknown')]
  const { detail, program, state } = firewall
  return [finding(`firewall.${state}`, { program, detail })]
}

function examineTunnels({ defaultRoute, interfaces, spaces }: Seen): Finding[] {
  const tunnels = new Set(interfaces.filter((at) => at.kind === 'tunnel').map(({ name }) => name))
  const captured = spaces.flatMap(({ name, tries }) =>
    tries
      .filter(({ through }) => through !== null && tunnels.has(through))
      .map(({ address, through }) =>
        finding('vpn.space', { space: name, address, name: through! }),
      ),
  )
  const isCaptured = defaultRoute !== null && tunnels.has(defaultRoute)
  const all = [...(isCaptured ? [finding('vpn.default', { name: defaultRoute })] : []), ...captured]
  return all.length > 0 ? all : [finding('vpn.none')]
}

/** Heard and near, but silent: whoever passes on what is said to all keeps the members apart. */
function examineIsolation({ interfaces, own, spaces }: Seen): Finding[] {
  const networks = interfaces.filter(({ kind }) => kind === 'network').flatMap((at) => at.cidrs)
  const isNear = ({ address }: SeenTry): boolean => {
    const host = hostOf(address)
    if (networks.some((cidr) => addressOf(cidr) === host)) return false
    return networks.some((cidr) => isInNetwork(host, cidr))
  }
  const near = spaces.map((space) => ({ space, tries: space.tries.filter(isNear) }))
  if (near.some(({ tries }) => tries.some(wasReached))) return [finding('isolation.none')]
  const apart = near.filter(({ space, tries }) => isKeptApart(space, tries))
  if (apart.length === 0) return [finding('isolation.unknown')]
  return apart.map(({ space, tries }) => {
    const likely = finding('isolation.likely', { space: space.name, address: tries[0]!.address })
    // It may as well be the firewall of another host, which is no trouble of this server.
    return own ? { ...likely, state: 'warning' } : likely
  })
}

const wasReached = ({ outcome }: SeenTry): boolean => outcome !== 'silent' && outcome !== 'noRoute'

const isKeptApart = ({ heard }: SeenSpace, tries: readonly SeenTry[]): boolean =>
  heard && tries.length > 0

function examineClock({ spaces }: Seen): Finding[] {
  const told = spaces.flatMap(({ name, tries }) =>
    tries.flatMap(({ ahead }) => (ahead === null ? [] : { name, ahead })),
  )
  if (told.length === 0) return [finding('clock.unknown')]
  const furthest = told.reduce((a, b) => (Math.abs(b.ahead) > Math.abs(a.ahead) ? b : a))
  const seconds = Math.round(Math.abs(furthest.ahead) / 1_000)
  const isOff = Math.abs(furthest.ahead) > SKEW
  return [finding(isOff ? 'clock.off' : 'clock.ok', { space: furthest.name, seconds })]
}
