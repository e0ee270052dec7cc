/** `unknown`: it could not be found out from here. */
export type FindingState = 'ok' | 'warning' | 'problem' | 'unknown'

/** Everything that the doctor may find, by the check that finds it, and how grave it is. */
export const findingStates = {
  'interfaces.ok': 'ok',
  'interfaces.none': 'problem',
  'interfaces.unplugged': 'warning',
  'interfaces.linkLocal': 'warning',
  'interfaces.tunnel': 'ok',
  'multicast.ok': 'ok',
  'multicast.alone': 'unknown',
  'multicast.deaf': 'problem',
  'multicast.disabled': 'problem',
  'multicast.refused': 'problem',
  'multicast.off': 'unknown',
  'reach.ok': 'ok',
  'reach.refused': 'problem',
  'reach.forbidden': 'problem',
  'reach.silent': 'problem',
  'reach.noRoute': 'problem',
  'reach.stranger': 'problem',
  'reach.none': 'unknown',
  'reach.serving': 'ok',
  'reach.notServing': 'warning',
  'reach.outside': 'unknown',
  'firewall.off': 'ok',
  'firewall.on': 'warning',
  'firewall.blocks': 'problem',
  'firewall.unknown': 'unknown',
  'vpn.none': 'ok',
  'vpn.default': 'warning',
  'vpn.space': 'warning',
  'isolation.none': 'ok',
  'isolation.likely': 'problem',
  'isolation.unknown': 'unknown',
  'clock.ok': 'ok',
  'clock.off': 'warning',
  'clock.unknown': 'unknown',
  'certificate.same': 'ok',
  'certificate.vouched': 'ok',
  'certificate.changed': 'problem',
  'certificate.plain': 'warning',
  'certificate.unknown': 'unknown',
  'certificate.kept': 'ok',
  'certificate.open': 'warning',
  'certificate.hidden': 'unknown',
  'certificate.unusable': 'problem',
  'certificate.expires': 'warning',
  'certificate.expired': 'problem',
} as const satisfies Record<string, FindingState>

export type FindingCode = keyof typeof findingStates

/** `facts` are what the words about it name: an interface, an address, a number. Nothing secret. */
export type Finding = {
  code: FindingCode
  state: FindingState
  facts: Record<string, string>
}

export function finding(code: FindingCode, facts: Record<string, string | number> = {}): Finding {
  const texts = Object.entries(facts).map(([name, fact]) => [name, String(fact)])
  return { code, state: findingStates[code], facts: Object.fromEntries(texts) as Finding['facts'] }
}
