import { BlockList, isIP } from 'node:net'

/** Proxies whose word about where a request comes from is taken. */
export class Proxies {
  readonly #trusted = new BlockList()

  /** @param trusted addresses and networks, such as `10.0.0.5` and `10.0.0.0/8` */
  constructor(trusted: readonly string[]) {
    for (const one of trusted) {
      const [address = '', bits] = one.split('/')
      const family = familyOf(address)
      if (bits === undefined) this.#trusted.addAddress(address, family)
      else this.#trusted.addSubnet(address, Number(bits), family)
    }
  }

  /**
   * Where a request comes from, by the address of the connection and `X-Forwarded-For`: each proxy wrote
   * down at its end whom it heard, so the last address that is no trusted proxy's is the one that counts.
   */
  clientOf(remote: string, forwardedFor: string): string {
    const hops = forwardedFor.split(',').map(withoutPort)
    let address = remote
    while (this.#isTrusted(address)) {
      const before = hops.pop()
      if (before === undefined || isIP(before) === 0) break
      address = before
    }
    return address
  }

  #isTrusted(address: string): boolean {
    return isIP(address) > 0 && this.#trusted.check(address, familyOf(address))
  }
}

/** Whether a setting names an address or a network. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  if (rest.length > 0 || most < 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most)
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}

function withoutPort(hop: string): string {
  const [, v6, v4] = /^\s*(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)\s*$/.exec(hop) ?? []
  return v6 ?? v4 ?? hop.trim()
}
