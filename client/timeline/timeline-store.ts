import {
  Refused,
  type AnyEvent,
  type MessageEvent,
  type Seq,
  type UserId,
} from '../../protocol/index.ts'
import { createDerived, sameFields, sameItems, type Derived } from '../cell.ts'
import type { Clock } from '../clock.ts'
import type { Write } from '../outbox/outbox.ts'
import { Unreachable, type Timeline } from '../space-client.ts'
import {
  eventAt,
  firstSeq,
  holds,
  isShown,
  join,
  lastSeq,
  takeIn,
  type EventWindow,
} from './event-window.ts'
import { TimelineItems } from './timeline-items.ts'
import { PAGE, TimelinePages, type PageQuery, type PageSources } from './timeline-pages.ts'

type End = 'older' | 'newer'

export type TimelineOptions = PageSources & {
  me(): UserId | null
  /** Whether the server has said which conversations there are: one unknown then is not there. */
  settled(): boolean
  writes(): readonly Write[]
  clock: Clock
  /** Something is shown that was not. */
  shown(): void
}

/** With fewer rows than this, the first page is not enough to look at. */
const FEW = 20
/** Loaded events are at most so many, besides what arrives. */
const LOADED = 600
const OVERFULL = 900
/** How long a page may take before a part of it is shown. */
const PATIENCE = 200
/** Pages of nothing but changes are skipped, but not for ever. */
const PAGES_AT_ONCE = 5

/** The loaded part of one conversation, kept in step with the log and filled from cache and server. */
export class TimelineStore {
  readonly signal: Derived<Timeline>
  readonly #options: TimelineOptions
  readonly #items: TimelineItems
  readonly #pages: TimelinePages
  #window: EventWindow = []
  #status: Timeline['status'] = 'loading'
  #problem: Timeline['problem'] = null
  readonly #loads = new Map<End, Promise<void>>()
  #unreadAfter: Seq | null = null
  /** The reader has the newest in sight and moves along with it, as against reading an older part. */
  #following = true
  /** Rises with each new start, so that a page of an earlier one is not taken. */
  #turn = 0

  constructor(options: TimelineOptions) {
    this.#options = options
    this.#items = new TimelineItems(options.me)
    this.#pages = new TimelinePages(options)
    this.signal = createDerived<Timeline>((last) => this.#compute(last))
  }

  holds(seq: Seq): boolean {
    return holds(this.#window, seq)
  }

  /** Whether `seq` is loaded, or has no place in what is shown. */
  covers(seq: Seq): boolean {
    return this.holds(seq) || !this.#showsTail
  }

  /** How many messages the log holds up to `seq`, where that is known here. */
  messagesAt(seq: Seq): number | null {
    return (holds(this.#window, seq) && eventAt(this.#window, seq)?.messages) || null
  }

  get atNewest(): boolean {
    const head = this.#options.conversation()?.head ?? 0
    return lastSeq(this.#window) === head
  }

  /** The unread line stands where the reader left off. */
  markUnread(): void {
    const conversation = this.#options.conversation()
    const unread = conversation && conversation.headMessages > conversation.readMessages
    this.#unreadAfter = unread ? conversation.read : null
    this.signal.invalidate()
  }

  /** Shows the newest part: from the cache at once, else from the server. */
  open(): Promise<void> {
    return this.#pages.during(async () => {
      const turn = (this.#turn += 1)
      this.#following = true
      const conversation = this.#options.conversation()
      if (!conversation) return this.#unknown()
      const cached = await this.#pages.cachedBefore(conversation.head + 1)
      if (turn !== this.#turn) return
      if (isPage(cached)) this.#show(cached)
      else await this.#fetchNewest(turn, cached)
      if (turn === this.#turn && this.#status === 'ready') await this.#fillUp(turn)
    })
  }

  /** Shows the newest part where enough of it is cached. */
  prepare(): Promise<void> {
    return this.#pages.during(async () => {
      const turn = (this.#turn += 1)
      const head = this.#options.conversation()?.head
      if (head === undefined) return
      const cached = await this.#pages.cachedBefore(head + 1)
      if (turn === this.#turn && isPage(cached)) this.#show(cached)
    })
  }

  /** A few cached events are shown where the server takes its time or does not answer. */
  async #fetchNewest(turn: number, cached: EventWindow): Promise<void> {
    const showCached = (): void => {
      if (turn === this.#turn && cached.length > 0) this.#show(cached)
    }
    const callOff = this.#options.clock.after(PATIENCE, () => {
      if (this.#status !== 'ready') showCached()
    })
    try {
      await this.#fetchWindow(turn, {}, cached.length > 0)
    } catch {
      showCached()
    } finally {
      callOff()
    }
  }

  /** The log may have gone on before the page came; and a page may hold changes more than rows. */
  async #fillUp(turn: number): Promise<void> {
    try {
      if (this.#following && !this.atNewest) await this.#load('newer')
      if (turn === this.#turn && this.#rows() < FEW) await this.#load('older')
    } catch (error) {
      if (!(error instanceof Refused || error instanceof Unreachable)) throw error
    }
  }

  /** A direct conversation that has not begun is empty; a group that is not known may still become so. */
  #unknown(): void {
    const { id, settled } = this.#options
    this.#window = []
    this.#problem = null
    this.#status = id.includes('.') ? 'ready' : 'loading'
    if (this.#status === 'loading' && settled()) {
      this.#status = 'failed'
      this.#problem = { code: 'not_found', message: 'there is no such conversation' }
    }
    this.#changed()
  }

  #show(window: EventWindow): void {
    this.#window = this.#pages.catchUp(window)
    this.#status = 'ready'
    this.#problem = null
    this.#changed()
  }

  #changed(): void {
    this.signal.invalidate()
    this.#options.shown()
  }

  /** The log went on without this window, or it has become known: what is loaded is loaded anew. */
  restart(): Promise<void> {
    const middle = this.#window[Math.floor(this.#window.length / 2)]
    if (this.#following || !middle || !this.#options.conversation()) return this.open()
    return this.#pages.during(() => this.#fetchWindow((this.#turn += 1), { around: middle.seq }))
  }

  /** It is looked at again: from its newest part. */
  async resume(): Promise<void> {
    if (this.#status !== 'ready' || !this.atNewest) return this.open()
    this.#following = true
  }

  /** Another account or database: nothing of this is there any more. */
  forget(): void {
    this.#turn += 1
    this.#window = []
    this.#status = 'loading'
    this.#unreadAfter = null
    this.signal.invalidate()
  }

  /** The connection is back: what failed for lack of it is tried again. */
  retry(): void {
    if (this.#status !== 'ready') void this.open()
  }

  apply(event: AnyEvent): void {
    this.#pages.happened(event)
    if (this.#status !== 'ready') return
    const next = takeIn(this.#window, event)
    if (next === this.#window) return this.signal.invalidate()
    this.#window = this.#trimLive(next)
    this.#changed()
  }

  /** Reading further up, the newer end gives way; at the newest, the older. */
  #trimLive(window: EventWindow): EventWindow {
    if (window.length <= OVERFULL) return window
    return this.#following ? window.slice(-LOADED) : window.slice(0, LOADED)
  }

  /**
   * Whether the reader is at the end of what is loaded: at the newest where that is loaded, or is on its
   * way to who was there.
   */
  setAtEnd(atEnd: boolean): void {
    const following = atEnd && (this.#following || this.atNewest)
    if (following === this.#following) return
    this.#following = following
    this.signal.invalidate()
  }

  loadOlder(): Promise<void> {
    return this.#load('older')
  }

  loadNewer(): Promise<void> {
    return this.#load('newer')
  }

  /** One load of each end at a time. A load that fails leaves what is there; the next scroll tries again. */
  #load(end: End): Promise<void> {
    const load = async (): Promise<void> => {
      this.signal.invalidate()
      try {
        await this.#pages.during(() => this.#extend(end))
      } finally {
        this.#loads.delete(end)
        this.signal.invalidate()
      }
    }
    const running = this.#loads.get(end) ?? load()
    this.#loads.set(end, running)
    return running
  }

  async #extend(end: End): Promise<void> {
    const turn = this.#turn
    const rows = this.#rows()
    for (let pages = 0; pages < PAGES_AT_ONCE && !this.#isComplete(end); pages += 1) {
      const page = await (end === 'older'
        ? this.#pages.before(firstSeq(this.#window))
        : this.#pages.after(lastSeq(this.#window)))
      if (turn !== this.#turn || page.length === 0) return
      const joined = end === 'older' ? join(page, this.#window) : join(this.#window, page)
      if (!joined) return
      this.#show(this.#trimLoaded(joined, end))
      if (this.#rows() > rows) return
    }
  }

  /** What was asked for stays. Whoever is at the newest and asks for more has too little to look at. */
  #trimLoaded(window: EventWindow, end: End): EventWindow {
    if (end === 'newer') return window.slice(-LOADED)
    return this.#following ? window : window.slice(0, LOADED)
  }

  #isComplete(end: End): boolean {
    if (this.#status !== 'ready') return true
    return end === 'older' ? firstSeq(this.#window) <= 1 : this.atNewest
  }

  #rows(): number {
    return this.#window.filter(isShown).length
  }

  /** One message, wherever it is; null where neither cache nor server has it now. */
  async message(seq: Seq): Promise<MessageEvent | null> {
    const shown = this.holds(seq) ? eventAt(this.#window, seq) : undefined
    const event = shown ?? (await this.#pages.event(seq))
    return event?.kind === 'message' ? event : null
  }

  jumpTo(seq: Seq): Promise<void> {
    const turn = (this.#turn += 1)
    // What is shown stays, though its newest part may have been on its way.
    if (this.holds(seq)) return Promise.resolve()
    return this.#pages.during(async () => {
      const [before, after] = await Promise.all([
        this.#pages.cachedBefore(seq + 1, PAGE / 2),
        this.#pages.cachedAfter(seq, PAGE / 2),
      ])
      if (turn !== this.#turn) return
      this.#following = false
      const cached = before.length === Math.min(seq, PAGE / 2) ? join(before, after) : null
      if (cached && cached.length > 0) this.#show(cached)
      else await this.#fetchWindow(turn, { around: seq }, true)
    })
  }

  async jumpToNewest(): Promise<void> {
    this.#following = true
    if (!this.atNewest || this.#status !== 'ready') await this.open()
  }

  async #fetchWindow(turn: number, query: PageQuery, rethrow = false): Promise<void> {
    try {
      const page = await this.#pages.fetch(query)
      if (turn === this.#turn) this.#show(page)
    } catch (error) {
      if (turn === this.#turn && this.#status !== 'ready') this.#failed(error)
      if (rethrow) throw error
    }
  }

  #failed(error: unknown): void {
    this.#status = 'failed'
    this.#problem = error instanceof Refused ? error.toRefusal() : 'unreachable'
    this.signal.invalidate()
  }

  /** Whether own writes on their way belong below what is loaded. */
  get #showsTail(): boolean {
    if (this.#status === 'loading') return !this.#options.conversation()
    return this.#following || this.atNewest
  }

  #compute(last: Timeline | undefined): Timeline {
    const conversation = this.#options.conversation()
    const items = this.#items.of(this.#window, this.#options.writes(), this.#showsTail)
    return sameFields(last, {
      items: sameItems(last?.items, items),
      status: items.length > 0 ? 'ready' : this.#status,
      problem: this.#problem,
      atStart: this.#status === 'ready' && firstSeq(this.#window) <= 1,
      atNewest: this.#status === 'ready' && this.atNewest,
      following: this.#following,
      loadingOlder: this.#loads.has('older'),
      loadingNewer: this.#loads.has('newer'),
      unreadAfter: this.#unreadAfter,
      peerRead: conversation?.peerRead ?? null,
    })
  }
}

/** Enough to fill a window, or all there is. */
function isPage(window: EventWindow): boolean {
  return firstSeq(window) === 1 || window.filter(isShown).length >= PAGE / 2
}
