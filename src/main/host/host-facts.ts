import { readdir, stat } from 'node:fs/promises'
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os'
import { join } from 'node:path'
import type { HostFacts } from '../../../shared/ipc/schemas.ts'

type Networks = NodeJS.Dict<NetworkInterfaceInfo[]>

/** Where others may reach this machine, by interface; IPv4 first, as it is what people read out. */
export function networksOf(all: Networks = networkInterfaces()): HostFacts['networks'] {
  return Object.entries(all).flatMap(([name, infos = []]) => {
    const outside = infos.filter(({ internal }) => !internal)
    const of = (family: 'IPv4' | 'IPv6') => outside.filter((one) => one.family === family)
    // Link-local ones mean nothing to whoever is told of them.
    const six = of('IPv6').filter(({ address }) => !/^fe[89ab]/i.test(address))
    const addresses = [...of('IPv4'), ...six].map(({ address }) => address)
    return addresses.length > 0 ? [{ name, addresses }] : []
  })
}

/** What a folder takes on the disk, in bytes; 0 where there is none. */
export async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  // One that is gone meanwhile takes nothing.
  const sizes = files.map(({ name, parentPath }) =>
    stat(join(parentPath, name)).then(
      ({ size }) => size,
      () => 0,
    ),
  )
  return (await Promise.all(sizes)).reduce((total, size) => total + size, 0)
}
