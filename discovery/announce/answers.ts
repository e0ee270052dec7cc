import { anyType, type DnsRecord, type Message, type Question, typeOf } from '../dns/message.ts'
import { sameName } from '../dns/name.ts'
import { sameRecord } from '../dns/record-data.ts'
import type { ServiceRecords } from './service-records.ts'

/** What a query is told: what it asked for and does not know yet, and what it will ask for next. */
export type Answers = { answers: DnsRecord[]; additionals: DnsRecord[] }

/** More than anybody asks at once; each takes a while to look at. */
const MOST_QUESTIONS = 64

export function answersTo(query: Message, records: ServiceRecords): Answers {
  const asked = query.questions
    .slice(0, MOST_QUESTIONS)
    .flatMap((question) => answersToOne(question, records))
  const answers = withoutRepeats(asked).filter((record) => !isKnown(query, record))
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

/** Whether the asker has it for at least half its time yet. RFC 6762, section 7.1 */
function isKnown(query: Message, record: DnsRecord): boolean {
  return query.answers.some((known) => known.ttl >= record.ttl / 2 && sameRecord(known, record))
}

function besides({ data }: DnsRecord, records: ServiceRecords): DnsRecord[] {
  const place = [...records.addresses, ...records.nothingElse.slice(1)]
  if (data.type === 'SRV') return place
  return data.type === 'PTR' && sameName(data.target, records.instance)
    ? [...records.claim, ...place]
    : []
}

const withoutRepeats = (records: readonly DnsRecord[]): DnsRecord[] => [...new Set(records)]
