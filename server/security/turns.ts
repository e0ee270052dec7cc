/** Whose turn something is: where they come from, and under which name. */
export type Turn = { address: string; name: string }

/**
 * What waits, served in turn: one of each address, and within an address first the names that were served
 * least while others waited. However much somebody asks, they wait behind those who ask for little.
 */
export class Turns<T> {
  readonly #addresses = new Map<string, Map<string, T[]>>()
  /** How often each was served since nobody waited. */
  readonly #served = new Map<string, number>()
  #size = 0

  get size(): number {
    return this.#size
  }

  push({ address, name }: Turn, item: T): void {
    const names = this.#addresses.get(address) ?? new Map<string, T[]>()
    this.#addresses.set(address, names)
    const items = names.get(name) ?? []
    names.set(name, items)
    items.push(item)
    this.#size += 1
  }

  /** The next, whose address and name then come last. */
  shift(): T | undefined {
    const [address, names] = this.#addresses.entries().next().value ?? []
    if (address === undefined || !names) return undefined
    const name = this.#leastServed(address, names)
    const items = names.get(name)!
    const item = items.shift()
    names.delete(name)
    if (items.length > 0) names.set(name, items)
    this.#addresses.delete(address)
    if (names.size > 0) this.#addresses.set(address, names)
    this.#counted(address, name)
    return item
  }

  /** How many of those that wait would be served before one who came now. */
  ahead({ address, name }: Turn): number {
    const names = this.#addresses.get(address) ?? new Map<string, T[]>()
    const own = names.get(name)?.length ?? 0
    const rank = this.#servedTimes(address, name) + own
    let before = own
    for (const [other, items] of names) {
      const earlier = Math.max(0, rank - this.#servedTimes(address, other) + 1)
      if (other !== name) before += Math.min(items.length, earlier)
    }
    let all = before
    for (const [other, theirs] of this.#addresses)
      if (other !== address) all += Math.min(sizeOf(theirs), before + 1)
    return all
  }

  /** Hands out all that waits. */
  clear(): T[] {
    const all = [...this.#addresses.values()].flatMap((names) => [...names.values()].flat())
    this.#addresses.clear()
    this.#served.clear()
    this.#size = 0
    return all
  }

  #leastServed(address: string, names: ReadonlyMap<string, T[]>): string {
    let least = Infinity
    let next = ''
    for (const name of names.keys()) {
      const times = this.#servedTimes(address, name)
      if (times < least) [least, next] = [times, name]
    }
    return next
  }

  #servedTimes(address: string, name: string): number {
    return this.#served.get(`${address} ${name}`) ?? 0
  }

  #counted(address: string, name: string): void {
    this.#size -= 1
    if (this.#size === 0) this.#served.clear()
    else this.#served.set(`${address} ${name}`, this.#servedTimes(address, name) + 1)
  }
}

function sizeOf(names: ReadonlyMap<string, readonly unknown[]>): number {
  let size = 0
  for (const items of names.values()) size += items.length
  return size
}
