import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus } from 'node:os'

/** Servers under measurement run on one core, and what drives them on another. */
export const serverCore = 0
export const generatorCore = 1

/** Whether servers and generator can be kept apart on this machine. */
export const canPin = process.platform === 'linux' && availableParallelism() > 1 && hasTaskset()

/** Keeps this process, with all its threads, off the servers' core. */
export function pinGenerator(): void {
  if (!canPin) return
  execFileSync('taskset', ['-a', '-p', '-c', String(generatorCore), String(process.pid)])
}

/** Lets this process, and what is started meanwhile, use every core: where a program of many is measured. */
export async function withAllCores<T>(use: () => Promise<T>): Promise<T> {
  if (!canPin) return use()
  const all = `0-${cpus().length - 1}`
  execFileSync('taskset', ['-a', '-p', '-c', all, String(process.pid)])
  try {
    return await use()
  } finally {
    pinGenerator()
  }
}

/** CPU seconds used by this process so far. */
export function generatorCpu(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Above this share of its core the generator may be what limits: the figure is a lower bound. */
export const saturatedFrom = 0.9

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['-p', String(process.pid)])
    return true
  } catch {
    return false
  }
}
