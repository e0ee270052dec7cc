import { type DnsRecord, type Message, message } from '../dns/message.ts'
import { recordKey, sameRecord } from '../dns/record-data.ts'
import type { Answers } from './answers.ts'

type Waiting = { record: DnsRecord; due: number; askers: Set<string> }

/** How long after a record was sent to all it may be sent again, in milliseconds. RFC 6762, section 6 */
const AGAIN = 1_000
const AGAIN_TO_PROBE = 250

export type RepliesOptions = {
  now: () => number
  send: (reply: Message) => void
}

/**
 * Answers to all on a link that are about to be sent: collected for a moment, each said once, not again
 * within a second, and not at all where somebody else said it or the asker knew it.
 */
export class Replies {
  readonly #options: RepliesOptions
  readonly #waiting = new Map<string, Waiting>()
  readonly #sent = new Map<string, number>()
  #additionals = new Set<DnsRecord>()
  #timer: NodeJS.Timeout | undefined

  constructor(options: RepliesOptions) {
    this.#options = options
  }

  /** @param delay how long others are given, in milliseconds. @param toProbe it cannot wait as long */
  add({ answers, additionals }: Answers, asker: string, delay: number, toProbe: boolean): void {
    const now = this.#options.now()
    for (const record of answers) {
      const key = recordKey(record)
      const again = (this.#sent.get(key) ?? -Infinity) + (toProbe ? AGAIN_TO_PROBE : AGAIN)
      const due = Math.max(now + delay, again)
      const waiting = this.#waiting.get(key)
      if (waiting) {
        waiting.due = Math.min(waiting.due, due)
        waiting.askers.add(asker)
      } else {
        this.#waiting.set(key, { record, due, askers: new Set([asker]) })
      }
    }
    for (const record of additionals) this.#additionals.add(record)
    this.#schedule()
  }

  /** Whether this was sent to all so lately that whoever asks again alone can be answered alone. */
  sentWithin(record: DnsRecord, milliseconds: number): boolean {
    const at = this.#sent.get(recordKey(record))
    return at !== undefined && this.#options.now() - at < milliseconds
  }

  /** It was sent to all of its own accord. */
  noteSent(records: readonly DnsRecord[]): void {
    for (const record of records) {
      this.#sent.set(recordKey(record), this.#options.now())
      this.#waiting.delete(recordKey(record))
    }
  }

  /** The asker said in a further packet that it knows these. RFC 6762, section 7.2 */
  asksNoMore(asker: string, known: readonly DnsRecord[]): void {
    this.#drop(known, 0.5, (waiting) => {
      waiting.askers.delete(asker)
      return waiting.askers.size === 0
    })
  }

  /** Somebody else has told all of it. RFC 6762, section 7.4 */
  heardFromOthers(records: readonly DnsRecord[]): void {
    this.#drop(records, 1, () => true)
  }

  clear(): void {
    clearTimeout(this.#timer)
    this.#waiting.clear()
    this.#sent.clear()
    this.#additionals.clear()
  }

  #drop(
    records: readonly DnsRecord[],
    lasting: number,
    isNeedless: (waiting: Waiting) => boolean,
  ): void {
    if (this.#waiting.size === 0) return
    for (const record of records) {
      const waiting = this.#waiting.get(recordKey(record))
      if (!waiting || !sameRecord(waiting.record, record)) continue
      if (record.ttl < waiting.record.ttl * lasting) continue
      if (isNeedless(waiting)) this.#waiting.delete(recordKey(record))
    }
  }

  #schedule(): void {
    clearTimeout(this.#timer)
    const due = Math.min(...[...this.#waiting.values()].map((waiting) => waiting.due))
    if (due === Infinity) return
    this.#timer = setTimeout(() => this.#flush(), Math.max(0, due - this.#options.now()))
    this.#timer.unref()
  }

  #flush(): void {
    const now = this.#options.now()
    const due = [...this.#waiting.values()].filter((waiting) => waiting.due <= now)
    const answers = due.map(({ record }) => record)
    if (answers.length > 0) {
      const additionals = [...this.#additionals].filter((record) => !answers.includes(record))
      this.#additionals = new Set()
      this.noteSent(answers)
      this.#options.send({ ...emptyReply, answers, additionals })
    }
    this.#schedule()
  }
}

const emptyReply = message({ isResponse: true })
