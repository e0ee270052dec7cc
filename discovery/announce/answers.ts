import { anyType, type DnsRecord, type Message, type Question, typeOf } from '../dns/message.ts'
import { sameName } from '../dns/name.ts'
import { recordKey } from '../dns/record-data.ts'
import type { ServiceRecords } from './service-records.ts'

/** What a query is told: what it asked for and does not know yet, and what it will ask for next. */
export type Answers = { answers: DnsRecord[]; additionals: DnsRecord[] }

/** More than anybody asks at once; each takes a while to look at. */
const MOST_QUESTIONS = 64
/** As many as a packet of an Ethernet holds; who has more says so in further ones. */
const MOST_KNOWN = 64

export function answersTo(query: Message, records: ServiceRecords): Answers {
  const asked = query.questions
    .slice(0, MOST_QUESTIONS)
    .flatMap((question) => answersToOne(question, records))
  if (asked.length === 0) return { answers: [], additionals: [] }
  const ttls = ttlsOf(knownAnswers(query))
  const answers = withoutRepeats(asked).filter((record) => !isKnown(ttls, record))
  const additionals = withoutRepeats(answers.flatMap((record) => besides(record, records))).filter(
    (record) => !answers.includes(record),
  )
  return { answers, additionals }
}

function answersToOne(question: Question, records: ServiceRecords): DnsRecord[] {
  const has = [records.pointer, records.kind, ...records.claim, ...records.addresses].filter(
    (record) => sameName(record.name, question.name),
  )
  const wanted = has.filter(
    (record) => question.type === anyType || question.type === typeOf(record),
  )
  if (wanted.length > 0) return wanted
  return records.nothingElse.filter(({ name }) => sameName(name, question.name))
}

/** What the asker says that it has already. RFC 6762, section 7.1 */
export function knownAnswers({ answers }: Message): readonly DnsRecord[] {
  return answers.slice(0, MOST_KNOWN)
}

/** How long each is valid yet, by its key: made once, however many records are looked up. */
function ttlsOf(known: readonly DnsRecord[]): Map<string, number> {
  const ttls = new Map<string, number>()
  for (const record of known) {
    const key = recordKey(record)
    ttls.set(key, Math.max(record.ttl, ttls.get(key) ?? 0))
  }
  return ttls
}

/** Whether the asker has it for at least half its time yet. */
function isKnown(ttls: ReadonlyMap<string, number>, record: DnsRecord): boolean {
  return (ttls.get(recordKey(record)) ?? -1) >= record.ttl / 2
}

function besides({ data }: DnsRecord, records: ServiceRecords): DnsRecord[] {
  const place = [...records.addresses, ...records.nothingElse.slice(1)]
  if (data.type === 'SRV') return place
  return data.type === 'PTR' && sameName(data.target, records.instance)
    ? [...records.claim, ...place]
    : []
}

const withoutRepeats = (records: readonly DnsRecord[]): DnsRecord[] => [...new Set(records)]
