import { hostname } from 'node:os'

const LOOPBACK = /^(localhost|127\..*|::1)$/

/** By which names, in lower case, others reach a server that listens on `host`; none on loopback. */
export function ownNames(host: string, machine = hostname()): string[] {
  if (LOOPBACK.test(host)) return []
  const full = machine.toLowerCase()
  const [short = full] = full.split('.')
  return [full, short, `${short}.local`, host.toLowerCase()]
}
