const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

export type SpaceAddress = {
  /** As one types it into a browser. */
  address: string
  /** It names this computer alone: others must put its name in the network there. */
  onlyHere: boolean
}

/** What to give to somebody who is to join. */
export function spaceAddress(url: string): SpaceAddress {
  const { origin, hostname } = new URL(url)
  return { address: origin, onlyHere: LOOPBACK.test(hostname) }
}
