import { whereIs } from '../../../shared/ipc/nowhere.ts'

/** As many as one machine has on the networks that a person is on, and then some. */
export const MOST_ADDRESSES = 8

/**
 * The addresses to remember of a space besides the one it is at, the newest first: origins that speak TLS,
 * as only there it can show its key, and such as a page can connect to. What is longer ago than the last
 * eight is forgotten.
 */
export function otherAddresses(current: string, met: readonly string[]): string[] {
  const origins = met.flatMap((one) => originOf(one) ?? [])
  return [...new Set(origins)].filter((origin) => origin !== current).slice(0, MOST_ADDRESSES)
}

/** Of a place as it is announced, such as `10.0.0.5:7759`; null where a page cannot go there: `[fe80::1%eth0]:7759`. */
export function originOfPlace(place: string): string | null {
  return originOf(`https://${place}`)
}

function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null
  return new URL(address).protocol === 'https:' ? whereIs({ url: address }) : null
}
