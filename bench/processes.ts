import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'

const TICKS_PER_SECOND = 100

export type Process = { pid: number; parent: number; command: string }

/** A process and all that came from it, and are there now; Linux alone. */
export function familyOf(pid: number): Process[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const running = all.flatMap((name) => describe(Number(name)) ?? [])
  const family = running.filter((process) => process.pid === pid)
  for (const member of family) {
    family.push(...running.filter(({ parent }) => parent === member.pid))
  }
  return family
}

function describe(pid: number): Process | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return { pid, parent: Number(fields[1]), command }
  } catch {
    return null
  }
}

/** CPU seconds that a process has used so far, in all its threads. @throws once it is gone */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

/** Memory of a process in bytes, with its share of what it has in common with others. */
export function proportionalBytes(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1]) * 1024
}

/** Asks a child to end, and resolves when it has. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}
