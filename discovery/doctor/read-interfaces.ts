import { readdirSync, readFileSync } from 'node:fs'
import type { NetworkInterfaceInfo } from 'node:os'
import { kindOf } from '../network/interface-kind.ts'
import { allInterfaces } from '../network/interfaces.ts'
import type { SeenInterface } from './seen.ts'

type Networks = Record<string, readonly NetworkInterfaceInfo[] | undefined>

/** Linux, as `/sys/class/net` has them. */
const [UP, MULTICAST] = [0x1, 0x1000]

/** The interfaces that lead to others. */
export function readInterfaces(networks: Networks = allInterfaces()): SeenInterface[] {
  const all = Object.entries(networks).map(([name, infos = []]) => ({ name, infos }))
  return all
    .filter(({ infos }) => infos.some(({ internal }) => !internal))
    .map(({ name, infos }) => ({
      name,
      kind: kindOf(name),
      cidrs: infos.flatMap(({ cidr }) => cidr ?? []),
      multicastDisabled: isMulticastDisabled(name),
    }))
}

function isMulticastDisabled(name: string): boolean {
  const flags = flagsOf(name)
  return flags !== null && (flags & MULTICAST) === 0 && kindOf(name) === 'network'
}

/** Interfaces that are switched on, and have nobody at the other end; none where the system does not say. */
export function readUnplugged(): string[] {
  return linuxInterfaces().filter((name) => {
    const isUp = ((flagsOf(name) ?? 0) & UP) !== 0
    const state = read(`/sys/class/net/${name}/operstate`)
    return isUp && kindOf(name) === 'network' && /^(down|lowerlayerdown|dormant)$/.test(state ?? '')
  })
}

function linuxInterfaces(): string[] {
  if (process.platform !== 'linux') return []
  try {
    return readdirSync('/sys/class/net').filter((name) => name !== 'lo')
  } catch {
    return []
  }
}

function flagsOf(name: string): number | null {
  if (process.platform !== 'linux') return null
  const flags = read(`/sys/class/net/${name.replaceAll('/', '')}/flags`)
  return flags === null ? null : Number(flags)
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}
