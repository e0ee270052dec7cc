import { isIPv4, isIPv6 } from 'node:net'

/** 4 or 16 bytes; a scope (`%eth0`) is left out. @throws RangeError where it is no address */
export function addressBytes(address: string): Buffer {
  const [plain = ''] = address.split('%')
  if (isIPv4(plain)) return Buffer.from(plain.split('.').map(Number))
  if (!isIPv6(plain)) throw new RangeError(`${address} is no IP address`)
  const [head = '', tail] = plain.split('::')
  const before = groupsOf(head)
  const after = tail === undefined ? [] : groupsOf(tail)
  const between = Array.from({ length: 8 - before.length - after.length }, () => 0)
  return Buffer.from([...before, ...between, ...after].flatMap((n) => [n >> 8, n & 255]))
}

function groupsOf(text: string): number[] {
  if (text === '') return []
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [parseInt(group, 16)]
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
    return [(a << 8) | b, (c << 8) | d]
  })
}

/** As systems write them: `10.0.0.5`, `fe80::1`. @param bytes 4 or 16 of them */
export function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.')
  const groups = Array.from({ length: 8 }, (_, at) => (bytes[at * 2]! << 8) | bytes[at * 2 + 1]!)
  const hex = groups.map((group) => group.toString(16)).join(':')
  const zeros = [...hex.matchAll(/(^|:)0(:0)+(?=:|$)/g)].map(([run]) => run)
  const [longest] = zeros.sort((a, b) => b.replace(/^:/, '').length - a.replace(/^:/, '').length)
  if (longest === undefined) return hex
  const at = hex.indexOf(longest)
  return `${hex.slice(0, at)}::${hex.slice(at + longest.length).replace(/^:/, '')}`
}

/** @param cidr like `10.0.0.5/24` */
export function isInNetwork(address: string, cidr: string): boolean {
  const [network = '', length = ''] = cidr.split('/')
  const [one, other] = [addressBytes(address), addressBytes(network)]
  if (one.length !== other.length) return false
  const bits = Number(length)
  return one.every((byte, at) => {
    const counted = Math.min(8, Math.max(0, bits - at * 8))
    const mask = (0xff << (8 - counted)) & 0xff
    return (byte & mask) === (other[at]! & mask)
  })
}

export const isLinkLocal = (address: string): boolean => /^fe[89ab][0-9a-f]:/i.test(address)
