type Entry<T> = { message: T | null; next: Entry<T> | null }

/** A place in a journal. It keeps what comes after it from being forgotten, for as long as it is held. */
export type JournalMark<T> = { readonly after: Entry<T> }

/**
 * What was delivered lately: a chain of which only the end is held, so that exactly what some mark
 * still needs stays in memory.
 */
export class Journal<T> {
  #end: Entry<T> = { message: null, next: null }

  record(message: T): void {
    const entry: Entry<T> = { message, next: null }
    this.#end.next = entry
    this.#end = entry
  }

  mark(): JournalMark<T> {
    return { after: this.#end }
  }

  *since(mark: JournalMark<T>): Generator<T> {
    for (let entry = mark.after.next; entry; entry = entry.next) yield entry.message!
  }
}
