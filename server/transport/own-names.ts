import { hostname } from 'node:os'
import { isLoopback } from './loopback.ts'

/** By which names, in lower case, others reach a server that listens on `host`; none on loopback. */
export function ownNames(host: string, machine = hostname()): string[] {
  if (isLoopback(host)) return []
  const full = machine.toLowerCase()
  const [short = full] = full.split('.')
  return [full, short, `${short}.local`, host.toLowerCase()]
}
