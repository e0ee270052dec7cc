import { readdirSync, readFileSync } from 'node:fs'
import { kindOf } from '../network/interface-kind.ts'
import { allInterfaces, type SystemInterfaces } from '../network/interfaces.ts'
import type { SeenInterface } from './seen.ts'

/** Linux, as `/sys/class/net` has them. */
const [UP, MULTICAST] = [0x1, 0x1000]

/** The interfaces that lead to others. */
export function readInterfaces(system: SystemInterfaces = allInterfaces()): SeenInterface[] {
  const all = Object.entries(system).map(([name, infos = []]) => ({ name, infos }))
  const outside = all.filter(({ infos }) => infos.some(({ internal }) => !internal))
  return outside.map(({ name, infos }) => {
    const kind = kindOf(name, system)
    const cidrs = infos.flatMap(({ cidr }) => cidr ?? [])
    return { name, kind, cidrs, multicastDisabled: kind === 'network' && hasMulticastOff(name) }
  })
}

function hasMulticastOff(name: string): boolean {
  const flags = flagsOf(name)
  return flags !== null && (flags & MULTICAST) === 0
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
