export type Page<T> = { items: readonly T[]; next: string | null; total?: number }

/** Asks for one page. `cursor` is the `next` of the page before it; absent for the first. */
export type LoadPage<T> = (query: string, cursor: string | undefined) => Promise<Page<T>>

export type PagedListState<T> = {
  /** What `items` answer; the one last asked for may still be on its way. */
  query: string
  items: readonly T[]
  /** How many there are in all, where the server says it. */
  total: number | null
  /** Whether `items` are all there are. */
  complete: boolean
  /** `loading`: nothing to show yet. `failed`: nothing to show, and `problem` says why. */
  status: 'loading' | 'ready' | 'failed'
  /** Another query's answer is on its way. */
  searching: boolean
  /** Why the last page could not be had. What is shown stays. */
  problem: unknown
}

type Held<T> = {
  cursor: string | undefined
  items: readonly T[]
  next: string | null
  stale: boolean
}

/** Rows that are loaded beyond those on screen, so that scrolling does not wait. */
const AHEAD = 30

/**
 * A list that lies on the server in pages, of which those on screen are loaded, one at a time. An
 * answer to a query that is not the last one asked is dropped; what is on screen stays until the
 * answer to the next query is there. `refresh()` asks anew for the pages on screen at once, and for
 * the others when they come on screen.
 */
export class PagedList<T> {
  #state: PagedListState<T> = {
    query: '',
    items: [],
    total: null,
    complete: false,
    status: 'loading',
    searching: false,
    problem: null,
  }
  #pages: Held<T>[] = []
  #wanted = ''
  #from = 0
  #to = 0
  #generation = 0
  /** Counts refreshes: what was asked for before the last one may not know what it was for. */
  #round = 0
  #closed = false
  #running = false
  readonly #load: LoadPage<T>
  readonly #keyOf: (item: T) => string
  readonly #changed: (state: PagedListState<T>) => void

  constructor(
    load: LoadPage<T>,
    keyOf: (item: T) => string,
    changed: (state: PagedListState<T>) => void,
  ) {
    this.#load = load
    this.#keyOf = keyOf
    this.#changed = changed
  }

  get state(): PagedListState<T> {
    return this.#state
  }

  /** Asks for another query's first page, or anew for the same. */
  search(query: string): void {
    this.#generation += 1
    this.#running = false
    this.#wanted = query
    this.#from = 0
    this.#to = 0
    this.#publish({ searching: true, problem: null })
    void this.#first(this.#generation)
  }

  /** Says which rows are on screen, `to` exclusive. */
  show(from: number, to: number): void {
    this.#from = from
    this.#to = to
    if (this.#state.problem === null) void this.#advance()
  }

  refresh(): void {
    if (this.#closed) return
    this.#round += 1
    if (this.#state.searching) return
    if (this.#pages.length === 0) return this.search(this.#wanted)
    for (const page of this.#pages) page.stale = true
    this.#publish({ problem: null })
    void this.#advance()
  }

  retry(): void {
    if (this.#pages.length === 0 || this.#state.query !== this.#wanted) this.search(this.#wanted)
    else this.refresh()
  }

  /** Whatever is still on its way is dropped. */
  close(): void {
    this.#closed = true
    this.#generation += 1
  }

  async #first(generation: number): Promise<void> {
    this.#running = true
    const round = this.#round
    try {
      const page = await this.#load(this.#wanted, undefined)
      if (generation !== this.#generation) return
      const stale = round !== this.#round
      this.#pages = [{ cursor: undefined, items: page.items, next: page.next, stale }]
      this.#publish({ query: this.#wanted, searching: false, status: 'ready', ...totalOf(page) })
    } catch (problem) {
      if (generation !== this.#generation) return
      const status = this.#pages.length === 0 ? 'failed' : 'ready'
      this.#publish({ searching: false, status, problem })
    }
    this.#running = false
    if (this.#state.problem === null) void this.#advance()
  }

  /** Loads what is on screen and missing or stale, page by page. */
  async #advance(): Promise<void> {
    if (this.#running || this.#state.searching) return
    this.#running = true
    const generation = this.#generation
    try {
      for (let index = this.#needed(); index !== null; index = this.#needed()) {
        const cursor = this.#pages[index]?.cursor ?? this.#pages[index - 1]?.next ?? undefined
        const round = this.#round
        const page = await this.#load(this.#wanted, cursor)
        if (generation !== this.#generation) return
        this.#put(index, cursor, page, round !== this.#round)
      }
    } catch (problem) {
      if (generation !== this.#generation) return
      this.#publish({ problem })
    }
    this.#running = false
  }

  /** Index of the page to load now: the first stale one on screen, or the one after the last. */
  #needed(): number | null {
    let start = 0
    for (const [index, page] of this.#pages.entries()) {
      const end = start + page.items.length
      if (page.stale && start < this.#to + AHEAD && end >= this.#from) return index
      start = end
    }
    const more = (this.#pages.at(-1)?.next ?? null) !== null
    return more && start < this.#to + AHEAD ? this.#pages.length : null
  }

  #put(index: number, cursor: string | undefined, page: Page<T>, stale: boolean): void {
    this.#pages[index] = { cursor, items: page.items, next: page.next, stale }
    const following = this.#pages[index + 1]
    if (page.next === null) this.#pages.length = index + 1
    else if (following && following.cursor !== page.next) {
      following.cursor = page.next
      following.stale = true
    }
    this.#publish(totalOf(page))
  }

  #publish(change: Partial<PagedListState<T>>): void {
    const pagesChanged = 'total' in change
    this.#state = { ...this.#state, ...change }
    if (pagesChanged) {
      this.#state.items = this.#flatten()
      this.#state.complete = (this.#pages.at(-1)?.next ?? null) === null
    }
    this.#changed(this.#state)
  }

  /** All rows in order; one that moved between two pages stands once. */
  #flatten(): T[] {
    const seen = new Set<string>()
    return this.#pages.flatMap((page) =>
      page.items.filter((item) => {
        const key = this.#keyOf(item)
        return seen.has(key) ? false : seen.add(key)
      }),
    )
  }
}

function totalOf(page: Page<unknown>): { total: number | null } {
  return { total: page.total ?? null }
}
