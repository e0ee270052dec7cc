/** How long something heard is valid, and how often its refreshing was asked for. Times in milliseconds. */
export type Held = { ttl: number; since: number; expires: number; asked: number }

/** Longer than anybody needs, whatever they say; and a goodbye leaves a second for a correction. */
const LONGEST = 4_500_000
const GOODBYE = 1_000
/** At these parts of its time a record is asked for again. RFC 6762, section 5.2 */
const REFRESHES = [0.8, 0.85, 0.9, 0.95]

/** @param ttl as it was told, in seconds */
export function held(ttl: number, now: number): Held {
  const lasts = ttl === 0 ? GOODBYE : Math.min(ttl * 1_000, LONGEST)
  return { ttl: lasts, since: now, expires: now + lasts, asked: ttl === 0 ? REFRESHES.length : 0 }
}

/** Ends soon what others no longer say. RFC 6762, section 10.2 */
export function outdate(one: Held, now: number): void {
  if (now - one.since < GOODBYE) return
  one.expires = Math.min(one.expires, now + GOODBYE)
  one.asked = REFRESHES.length
}

/** When something is to be done about it: asked for again, or forgotten. */
export function nextTime({ asked, expires, since, ttl }: Held): number {
  const part = REFRESHES[asked]
  return part === undefined ? expires : since + ttl * part
}

/** Whether it is time to ask for it again; asked so, it counts as having been. */
export function isDue(one: Held, now: number): boolean {
  if (one.asked >= REFRESHES.length || now < nextTime(one)) return false
  while (one.asked < REFRESHES.length && now >= nextTime(one)) one.asked += 1
  return true
}
