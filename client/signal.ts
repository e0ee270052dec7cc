/** A value that changes and can be watched. `get()` answers the same object until it changes. */
export interface Signal<T> {
  get(): T
  /** Calls back after each change (merged within a task), not at once. Returns the way to stop. */
  subscribe(listener: () => void): () => void
}
