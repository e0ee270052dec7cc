import { readFileSync, statfsSync } from 'node:fs'
import { cpus, release, totalmem, type } from 'node:os'
import { canPin } from '../lean/generator.ts'

export type Machine = {
  cpu: string
  cores: number
  memory: string
  system: string
  node: string
  disk: string
  /** Whether servers and generator had cores of their own. */
  apart: boolean
}

/** What the figures were taken on; `data` is where spaces are kept meanwhile. */
export function describeMachine(data: string): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${type()} ${release()}`,
    node: process.version,
    disk: diskOf(data),
    apart: canPin,
  }
}

const fileSystems: Record<number, string> = {
  0xef53: 'ext4',
  0x58465342: 'XFS',
  0x9123683e: 'Btrfs',
  0x01021994: 'tmpfs (in memory: not durable)',
  0x794c7630: 'overlay',
  0x2fc12fc1: 'ZFS',
}

function diskOf(data: string): string {
  const kind = statfsSync(data).type
  const fileSystem = fileSystems[kind] ?? `file system 0x${kind.toString(16)}`
  const device = deviceOf(data)
  return device ? `${fileSystem} on ${device}` : fileSystem
}

/** The block device under a folder, and whether it turns. */
function deviceOf(data: string): string | null {
  try {
    const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n')
    const [device] =
      mounts
        .map((line) => line.split(' '))
        .filter(
          ([, folder]) =>
            folder && (data === folder || data.startsWith(folder.replace(/\/?$/, '/'))),
        )
        .sort(([, a], [, b]) => b!.length - a!.length)[0] ?? []
    const name = device?.replace('/dev/', '').replace(/p?\d+$/, '') ?? ''
    const turns = readFileSync(`/sys/block/${name}/queue/rotational`, 'utf8').trim() === '1'
    const isVirtual = name.startsWith('vd')
    return `${isVirtual ? 'a virtual disk' : turns ? 'a hard disk' : 'a solid-state disk'} (${name})`
  } catch {
    return null
  }
}
