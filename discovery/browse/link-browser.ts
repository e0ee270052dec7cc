import { encodeMessage } from '../dns/encode.ts'
import {
  type DnsRecord,
  type Message,
  message,
  type Question,
  recordTypes,
} from '../dns/message.ts'
import { type Link, multicastPort, type Peer } from '../network/network.ts'
import { serviceType } from '../service/space-service.ts'
import { LinkCache, type Sighting } from './link-cache.ts'

export type LinkBrowserOptions = {
  link: Link
  now: () => number
  random: () => number
  /** Something may be known, or forgotten, that was not. */
  changed: () => void
}

/** Milliseconds. RFC 6762, section 5.2 */
const FIRST_QUERY = { least: 20, span: 100 }
const FIRST_INTERVAL = 1_000
const LONGEST_INTERVAL = 3_600_000
/** Between two looks at what is to be done, so that nobody makes us ask faster. */
const LEAST_PAUSE = 50
const LEAST_BETWEEN_REFRESHES = 500
/** What fits a packet of an Ethernet, with room for names of any length. */
const MOST_QUESTIONS = 16
const MOST_KNOWN = 12

/** Looks for spaces on one link: asks less and less often, and listens. */
export class LinkBrowser {
  readonly #options: LinkBrowserOptions
  readonly #cache = new LinkCache()
  #nextQuery: number
  #interval = FIRST_INTERVAL
  #refreshed = -Infinity
  #waiting: Question[] = []
  #timer: NodeJS.Timeout | undefined
  #due = Infinity

  constructor(options: LinkBrowserOptions) {
    this.#options = options
    this.#nextQuery = options.now() + FIRST_QUERY.least + options.random() * FIRST_QUERY.span
    this.#schedule()
  }

  get link(): Link {
    return this.#options.link
  }

  sightings(): Sighting[] {
    return this.#cache.sightings()
  }

  heard({ additionals, answers, isResponse }: Message, from: Peer): void {
    // Others than responders answer from other ports. RFC 6762, section 6
    if (!isResponse || from.port !== multicastPort) return
    if (!this.#cache.learn([...answers, ...additionals], from.address, this.#options.now())) return
    this.#schedule()
    this.#options.changed()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #schedule(): void {
    const now = this.#options.now()
    const next = Math.min(this.#nextQuery, this.#cache.nextTime(), this.#whenToAskOn())
    const due = Math.max(now + LEAST_PAUSE, next)
    // Nothing is put off by what is heard meanwhile.
    if (due >= this.#due) return
    clearTimeout(this.#timer)
    this.#due = due
    this.#timer = setTimeout(() => this.#work(), due - now)
    this.#timer.unref()
  }

  #whenToAskOn(): number {
    return this.#waiting.length > 0 ? this.#refreshed + LEAST_BETWEEN_REFRESHES : Infinity
  }

  #work(): void {
    const now = this.#options.now()
    this.#due = Infinity
    if (now >= this.#nextQuery) {
      this.#nextQuery = now + this.#interval
      this.#interval = Math.min(this.#interval * 2, LONGEST_INTERVAL)
      void this.#ask([{ name: serviceType, type: recordTypes.PTR, unicast: false }])
    }
    this.#waiting.push(...this.#cache.questions(now))
    if (this.#waiting.length > 0 && now - this.#refreshed >= LEAST_BETWEEN_REFRESHES) {
      this.#refreshed = now
      void this.#ask(this.#waiting.splice(0, MOST_QUESTIONS))
      this.#waiting.splice(MOST_QUESTIONS * 32)
    }
    if (this.#cache.expire(now)) this.#askSoonAgain(now)
    this.#options.changed()
    this.#schedule()
  }

  /** What was there and is silent now may be back in a moment, and not know that nobody heard it. */
  #askSoonAgain(now: number): void {
    this.#interval = FIRST_INTERVAL
    this.#nextQuery = Math.min(this.#nextQuery, now + FIRST_INTERVAL)
  }

  #ask(questions: Question[]): Promise<void> {
    const asksForAll = questions.some(({ type }) => type === recordTypes.PTR)
    const answers: DnsRecord[] = asksForAll
      ? this.#cache.knownPointers(this.#options.now()).slice(0, MOST_KNOWN)
      : []
    return this.#options.link.send(encodeMessage(message({ questions, answers })))
  }
}
