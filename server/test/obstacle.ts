import { spawnSync } from 'node:child_process'

/** Why a command that tests need cannot be run here; null where it can. */
export function obstacle(file: string, ...args: readonly string[]): string | null {
  const { error, status, stderr } = spawnSync(file, args, { encoding: 'utf8' })
  if (status === 0) return null
  return `${[file, ...args].join(' ')}: ${error?.message ?? stderr.trim()}`
}
