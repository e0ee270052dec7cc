import { networkInterfaces } from 'node:os'
import { included } from '../included.ts'

/** Whether the system has IPv6 at all; without it nothing can listen on `::`. */
function knowsIpv6(): boolean {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return all.some(({ family }) => family === 'IPv6')
}

/** Who puts the one file on a machine wants others to come in, and browsers too. */
export const usualSettings: { host: string; web: string | null } = {
  host: knowsIpv6() ? '::' : '0.0.0.0',
  web: included,
}
