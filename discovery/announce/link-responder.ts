import { encodeMessage } from '../dns/encode.ts'
import { anyType, type DnsRecord, type Message, message } from '../dns/message.ts'
import { sameName } from '../dns/name.ts'
import { compareClaims, sameRecord } from '../dns/record-data.ts'
import { type Link, multicastPort, type Peer } from '../network/network.ts'
import { type Answers, answersTo, knownAnswers } from './answers.ts'
import { Replies } from './replies.ts'
import { announced, type ServiceRecords, takenBack } from './service-records.ts'

export type LinkResponderOptions = {
  link: Link
  now: () => number
  random: () => number
  /** Somebody else on the link has the name that was being claimed. */
  taken: () => void
  /** The name is ours on this link. */
  claimed: () => void
}

/** Milliseconds. RFC 6762, sections 8.1 to 8.3 and 6 */
const PROBES = 3
const BETWEEN_PROBES = 250
const AFTER_LOST_PROBE = 1_000
const ANNOUNCEMENTS = [0, 1_000, 3_000]
const SHARED_DELAY = { least: 20, span: 100 }
const TRUNCATED_DELAY = { least: 400, span: 100 }
/** Answers to one asker alone, each second: nobody is to be flooded in another's name. */
const ALONE_A_SECOND = 20
const LEGACY_TTL = 10

/**
 * Says on one link where a space is: claims its name, announces it, answers who asks, and lets go of it.
 * The name may be another machine's: then it says so, and is told the next name to try.
 */
export class LinkResponder {
  readonly #options: LinkResponderOptions
  readonly #replies: Replies
  readonly #timers = new Set<NodeJS.Timeout>()
  #records: ServiceRecords | null = null
  #stage: 'silent' | 'probing' | 'announced' = 'silent'
  #alone = { second: 0, count: 0 }

  constructor(options: LinkResponderOptions) {
    this.#options = options
    this.#replies = new Replies({ now: options.now, send: (reply) => void this.#send(reply) })
  }

  /** Begins to claim what these records say; what was announced before is taken back. */
  claim(records: ServiceRecords, wait = this.#options.random() * BETWEEN_PROBES): void {
    void this.withdraw()
    this.#records = records
    this.#stage = 'probing'
    this.#later(wait, () => this.#probe(PROBES))
  }

  /** Takes back what was announced and is silent from then on. Resolves when all were told. */
  async withdraw(): Promise<void> {
    const records = this.#records
    const wasAnnounced = this.#stage === 'announced'
    this.silence()
    if (records && wasAnnounced) {
      await this.#send(message({ isResponse: true, answers: takenBack(records) }))
    }
  }

  /** Says nothing more, and takes nothing back: the link is gone. */
  silence(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    this.#replies.clear()
    this.#stage = 'silent'
    this.#records = null
  }

  heard(heard: Message, from: Peer): void {
    if (!this.#records) return
    if (!heard.isResponse) this.#asked(heard, from, this.#records)
    else if (from.port === multicastPort) this.#told(heard, this.#records)
  }

  #probe(left: number): void {
    const records = this.#records!
    if (left === 0) {
      this.#stage = 'announced'
      for (const at of ANNOUNCEMENTS) this.#later(at, () => this.#announce())
      this.#options.claimed()
      return
    }
    const question = { name: records.instance, type: anyType, unicast: false }
    void this.#send(message({ questions: [question], authorities: unflushed(records.claim) }))
    this.#later(BETWEEN_PROBES, () => this.#probe(left - 1))
  }

  #announce(): void {
    const answers = announced(this.#records!)
    this.#replies.noteSent(answers)
    void this.#send(message({ isResponse: true, answers }))
  }

  #asked(query: Message, from: Peer, records: ServiceRecords): void {
    const rivals = query.authorities.filter(({ name }) => sameName(name, records.instance))
    if (this.#stage === 'probing') {
      // The lesser claim waits, and asks again: by then the other one has the name. RFC 6762, 8.2
      if (rivals.length > 0 && compareClaims(records.claim, rivals) < 0) {
        this.claim(records, AFTER_LOST_PROBE)
      }
      return
    }
    if (query.questions.length === 0) {
      return this.#replies.asksNoMore(from.address, knownAnswers(query))
    }
    const answers = answersTo(query, records)
    if (answers.answers.length === 0) return
    if (from.port !== multicastPort) return this.#answerLegacy(query, answers, from)
    if (this.#mayAnswerAlone(query, answers)) return this.#answerAlone(answers, from)
    this.#replies.add(answers, from.address, this.#delay(query, answers), rivals.length > 0)
  }

  #told(reply: Message, records: ServiceRecords): void {
    const told = [...reply.answers, ...reply.authorities, ...reply.additionals]
    this.#replies.heardFromOthers(reply.answers)
    const isRival = (record: DnsRecord): boolean =>
      record.ttl > 0 &&
      sameName(record.name, records.instance) &&
      !records.claim.some((own) => sameRecord(own, record))
    if (!told.some(isRival)) return
    if (this.#stage === 'probing') this.#options.taken()
    // It may be a name from before that somebody kept: whoever has it now says so. RFC 6762, 9
    else this.#reclaim(records)
  }

  /** Without taking anything back: it may well be ours. */
  #reclaim(records: ServiceRecords): void {
    this.silence()
    this.claim(records)
  }

  /** Who knows nobody else has it answers at once; where others may have something to say, later. */
  #delay({ isTruncated }: Message, { answers }: Answers): number {
    const { random } = this.#options
    if (isTruncated) return TRUNCATED_DELAY.least + random() * TRUNCATED_DELAY.span
    if (answers.every(({ flush }) => flush)) return 0
    return SHARED_DELAY.least + random() * SHARED_DELAY.span
  }

  /** Where it was asked for, and all others were told not long ago. RFC 6762, section 5.4 */
  #mayAnswerAlone({ questions }: Message, { answers }: Answers): boolean {
    const aQuarter = (record: DnsRecord): number => (record.ttl * 1_000) / 4
    return (
      questions.every(({ unicast }) => unicast) &&
      answers.every((record) => this.#replies.sentWithin(record, aQuarter(record)))
    )
  }

  #answerAlone(answers: Answers, to: Peer): void {
    if (this.#mayAnswerOneMore()) void this.#send(message({ isResponse: true, ...answers }), to)
  }

  /** As a resolver of old understands it. RFC 6762, section 6.7 */
  #answerLegacy(query: Message, { additionals, answers }: Answers, to: Peer): void {
    const plain = (records: readonly DnsRecord[]): DnsRecord[] =>
      unflushed(records).map((record) => ({ ...record, ttl: Math.min(record.ttl, LEGACY_TTL) }))
    if (!this.#mayAnswerOneMore()) return
    const { id, questions } = query
    const parts = { id, questions, answers: plain(answers), additionals: plain(additionals) }
    void this.#send(message({ isResponse: true, ...parts }), to)
  }

  #mayAnswerOneMore(): boolean {
    const second = Math.floor(this.#options.now() / 1_000)
    if (second !== this.#alone.second) this.#alone = { second, count: 0 }
    this.#alone.count += 1
    return this.#alone.count <= ALONE_A_SECOND
  }

  #send(sent: Message, to?: Peer): Promise<void> {
    return this.#options.link.send(encodeMessage(sent), to)
  }

  #later(milliseconds: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      work()
    }, milliseconds)
    timer.unref()
    this.#timers.add(timer)
  }
}

const unflushed = (records: readonly DnsRecord[]): DnsRecord[] =>
  records.map((record) => ({ ...record, flush: false }))
