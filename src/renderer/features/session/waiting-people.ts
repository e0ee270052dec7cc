const WAITING = 'parley.waiting.'

/** So that whoever comes back while they wait sees that at once, and not an empty space for a moment. */
export function readWaiting(space: string): boolean {
  return globalThis.localStorage?.getItem(WAITING + space) != null
}

export function keepWaiting(space: string, waits: boolean): void {
  if (waits) globalThis.localStorage?.setItem(WAITING + space, 'yes')
  else globalThis.localStorage?.removeItem(WAITING + space)
}
