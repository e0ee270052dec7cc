import type { Signal } from './signal.ts'

export interface Cell<T> extends Signal<T> {
  set(value: T): void
}

/** A signal computed from other state: anew when asked for after `invalidate()`. */
export interface Derived<T> extends Signal<T> {
  invalidate(): void
}

export function createCell<T>(initial: T): Cell<T> {
  const listeners = createListeners()
  let value = initial
  return {
    get: () => value,
    set(next) {
      if (Object.is(value, next)) return
      value = next
      listeners.schedule()
    },
    subscribe: listeners.add,
  }
}

/** `compute` is given its last result, and answers that very object where nothing changed. */
export function createDerived<T>(compute: (last: T | undefined) => T): Derived<T> {
  let value: T | undefined
  let fresh = false
  let told: T | undefined
  const get = (): T => {
    if (!fresh) {
      value = compute(value)
      fresh = true
    }
    return value as T
  }
  const listeners = createListeners(() => {
    const before = told
    told = get()
    return !Object.is(before, told)
  })
  return {
    get,
    invalidate() {
      fresh = false
      listeners.schedule()
    },
    subscribe(listener) {
      told = get()
      return listeners.add(listener)
    },
  }
}

/** Tells its listeners once for all that was scheduled within a task. */
function createListeners(changed: () => boolean = () => true) {
  const listeners = new Set<() => void>()
  let scheduled = false
  const tell = (): void => {
    scheduled = false
    if (listeners.size === 0 || !changed()) return
    for (const listener of [...listeners]) listener()
  }
  return {
    schedule(): void {
      if (scheduled || listeners.size === 0) return
      scheduled = true
      queueMicrotask(tell)
    },
    add(listener: () => void): () => void {
      const own = () => listener()
      listeners.add(own)
      return () => listeners.delete(own)
    },
  }
}

/** `next`, or `last` where both hold the same items: so that whoever compares sees no change. */
export function sameItems<T>(last: readonly T[] | undefined, next: readonly T[]): readonly T[] {
  if (!last || last.length !== next.length) return next
  return next.every((item, index) => Object.is(item, last[index])) ? last : next
}

/** `next`, or `last` where all fields are the same. */
export function sameFields<T extends object>(last: T | undefined, next: T): T {
  if (!last) return next
  const keys = Object.keys(next) as (keyof T)[]
  return keys.every((key) => Object.is(last[key], next[key])) ? last : next
}
