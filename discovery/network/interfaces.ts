import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os'
import type { LinkAddress } from './network.ts'

/** Every interface that leads to others, or those of these names or addresses. */
export type InterfaceChoice = 'all' | readonly string[]

export type Interface = {
  readonly name: string
  readonly scope: string
  readonly addresses: readonly LinkAddress[]
}

export type SystemInterfaces = Record<string, readonly NetworkInterfaceInfo[] | undefined>

/** Apple's own radio links, on which nobody looks for us. */
const UNSUITABLE = /^(anpi|awdl|llw)\d+$/
/** More than a machine has use for: each takes two sockets. */
const MOST = 32

/** The interfaces that are up and chosen. Loopback is only ever chosen by its name or address. */
export function chosenInterfaces(
  choice: InterfaceChoice,
  system: SystemInterfaces = allInterfaces(),
): Interface[] {
  const all = Object.entries(system).map(([name, infos = []]) => ({ name, infos }))
  const chosen = all.filter(({ name, infos }) =>
    choice === 'all'
      ? !UNSUITABLE.test(name) && infos.some(({ internal }) => !internal)
      : infos.some(({ address }) => choice.includes(address)) || choice.includes(name),
  )
  return chosen.slice(0, MOST).map(({ name, infos }) => ({
    name,
    scope: scopeOf(name, infos),
    addresses: infos.flatMap(({ address, cidr }) => (cidr ? [{ address, cidr }] : [])),
  }))
}

/** None where the system does not say, as to programs that it keeps in a sandbox. */
export function allInterfaces(): SystemInterfaces {
  try {
    return networkInterfaces()
  } catch {
    return {}
  }
}

/** Windows knows interfaces by number, others by name. */
function scopeOf(name: string, infos: readonly NetworkInterfaceInfo[]): string {
  if (process.platform !== 'win32') return name
  const six = infos.find(({ family }) => family === 'IPv6')
  return String(six?.scopeid ?? name)
}
