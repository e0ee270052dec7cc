import type { HostFacts, Hosting } from '../../../../shared/ipc/schemas.ts'

type Announce = Hosting['announce']
type Networks = HostFacts['networks']

/** What there is to choose from: the networks there are, and those chosen that are not there (no address). */
export function networksToChoose(announce: Announce, networks: Networks): Networks {
  const chosen = typeof announce === 'string' ? [] : announce
  const isThere = (one: string) =>
    networks.some(({ addresses, name }) => name === one || addresses.includes(one))
  const absent = chosen.filter((one) => !isThere(one))
  return [...networks, ...absent.map((name) => ({ name, addresses: [] }))]
}

export function announcedOn(announce: Announce, network: string): boolean {
  return announce === 'on' || (announce !== 'off' && announce.includes(network))
}

/** The choice with one network more or less; on all that there are it follows new ones by itself. */
export function announceWithout(
  announce: Announce,
  network: string,
  on: boolean,
  networks: readonly string[],
): Announce {
  const before = announce === 'on' ? networks : announce === 'off' ? [] : announce
  const others = before.filter((name) => name !== network)
  const chosen = on ? [...others, network] : others
  if (chosen.length === 0) return 'off'
  return networks.every((name) => chosen.includes(name)) ? 'on' : chosen
}
