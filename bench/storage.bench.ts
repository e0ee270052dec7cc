/**
 * What storage does on this machine: `node bench/storage.bench.ts [--messages=1000000] [--seconds=5]
 * [--people=100] [--only=saturated,steady,history]`. Prints figures; asserts nothing.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openSqliteStorage } from '../server/storage/sqlite/sqlite-storage.ts'
import type { Storage, Write } from '../server/storage/storage.ts'

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '5' },
    people: { type: 'string', default: '100' },
    only: { type: 'string', default: 'saturated,steady,history' },
    flight: { type: 'string', default: '1,100,1000,10000,30000' },
    folder: { type: 'string', default: tmpdir() },
  },
})
const SECONDS = Number(values.seconds)
const PEOPLE = Number(values.people)
const MESSAGES = Number(values.messages)

const TEXT = 'x'.repeat(128)
let keys = 0
/** Keys as clients mint them: in the order of time. */
function newCid(): string {
  keys += 1
  return `${(1_000_000_000 + keys).toString(36)}${Math.random().toString(36).slice(2, 12).padEnd(10, '0')}`
}

function person(number: number): string {
  return `person${String(number % PEOPLE).padStart(10, '0')}`
}

/** Each person writes to the next one. */
function message(number: number, text = TEXT): Write {
  const people = [person(number), person(number + 1)].sort() as [string, string]
  return {
    conversation: people.join('.'),
    author: person(number),
    cid: newCid(),
    at: Date.now(),
    events: [{ kind: 'message', text }],
    require: { member: true, open: true },
  }
}

async function beginConversations(storage: Storage): Promise<void> {
  const first = Array.from({ length: PEOPLE }, (_, number) => message(number))
  await Promise.all(
    first.map((write) => {
      const people = write.conversation.split('.') as [string, string]
      return storage.log.append({ ...write, create: { kind: 'direct', people } })
    }),
  )
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? NaN
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} ms`
}

function report(what: string, times: number[]): void {
  times.sort((a, b) => a - b)
  const [p50, p99, max] = [quantile(times, 0.5), quantile(times, 0.99), times.at(-1) ?? NaN]
  console.log(`${what.padEnd(52)} p50 ${ms(p50)}  p99 ${ms(p99)}  max ${ms(max)}`)
}

async function saturated(storage: Storage, inFlight: number): Promise<void> {
  const until = performance.now() + SECONDS * 1000
  const cpu = process.cpuUsage()
  const since = performance.now()
  let done = 0
  const writer = async () => {
    while (performance.now() < until) {
      await storage.log.append(message(done))
      done += 1
    }
  }
  await Promise.all(Array.from({ length: inFlight }, writer))
  const took = (performance.now() - since) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const rate = Math.round(done / took).toLocaleString('en')
  const each = ((user + system) / done).toFixed(2)
  console.log(
    `${`saturated, ${inFlight} in flight`.padEnd(52)} ${rate} rows/s, ${each} µs of CPU each, all threads`,
  )
}

async function steady(storage: Storage, perSecond: number): Promise<void> {
  const times: number[] = []
  const pending: Promise<unknown>[] = []
  const since = performance.now()
  const total = perSecond * SECONDS
  const cpu = process.cpuUsage()
  for (let sent = 0; sent < total;) {
    const due = ((performance.now() - since) / 1000) * perSecond
    for (; sent < Math.min(due, total); sent += 1) {
      const at = performance.now()
      pending.push(
        storage.log.append(message(sent)).then(() => void times.push(performance.now() - at)),
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  await Promise.all(pending)
  report(`steady, ${perSecond.toLocaleString('en')} a second`, times)
  const { user, system } = process.cpuUsage(cpu)
  console.log(`  ${((user + system) / 10_000 / SECONDS).toFixed(0)} % of a core`)
}

const SYLLABLES = 'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu'.split(' ')
const VOCABULARY = Array.from({ length: 30_000 }, (_, index) => {
  let word = ''
  for (let rest = index + 7; rest > 0; rest = Math.floor(rest / 20)) word += SYLLABLES[rest % 20]
  return word
})
/** Few words are frequent and many are rare, as in speech. */
function sentence(): string {
  const word = () => VOCABULARY[Math.floor(VOCABULARY.length ** Math.random() - 1)]
  return Array.from({ length: 18 }, word).join(' ')
}

async function timed(what: string, times: number, ask: (n: number) => Promise<unknown>) {
  const taken: number[] = []
  for (let n = 0; n < times; n += 1) {
    const at = performance.now()
    await ask(n)
    taken.push(performance.now() - at)
  }
  report(what, taken)
}

async function history(folder: string, storage: Storage): Promise<Storage> {
  const since = performance.now()
  for (let sent = 0; sent < MESSAGES; sent += 10_000)
    await Promise.all(
      Array.from({ length: 10_000 }, (_, n) => storage.log.append(message(sent + n, sentence()))),
    )
  const rate = Math.round(MESSAGES / ((performance.now() - since) / 1000))
  console.log(`stored ${MESSAGES} messages at ${rate}/s`)
  const asked = performance.now()
  await storage.log.search(person(0), 'nothing', { limit: 1 })
  console.log(`the index caught up in ${ms(performance.now() - asked)}`)
  await storage.upkeep.close()
  for (const file of ['parley.db', 'parley-search.db'])
    console.log(`${file}: ${(statSync(join(folder, file)).size / 1e6).toFixed(0)} MB`)
  const opening = performance.now()
  const again = await openSqliteStorage({ folder })
  console.log(`opened again in ${ms(performance.now() - opening)}`)
  const { conversation } = message(0)
  const { log } = again
  const head = (await log.page(conversation, { limit: 1 })).head
  await timed('newest page of 50', 500, () => log.page(conversation, { limit: 50 }))
  await timed('page of 50 in the middle', 500, () =>
    log.page(conversation, { limit: 50, around: Math.ceil(Math.random() * head) }),
  )
  await timed('resume, 2 conversations, nothing missed', 500, () =>
    log.resume(person(0), { [conversation]: head }),
  )
  await timed('resume, 200 missed', 200, () =>
    log.resume(person(0), { [conversation]: head - 200 }),
  )
  const of = (words: number[]) => words.map((word) => VOCABULARY[word]).join(' ')
  const newest = { limit: 20 }
  const people = Array.from({ length: PEOPLE }, (_, n) => person(n))
  const busy = 'everybody'
  for (const other of people) {
    const pair = [busy, other].sort() as [string, string]
    const begun = { ...message(0, sentence()), author: busy, conversation: pair.join('.') }
    await log.append({ ...begun, create: { kind: 'direct', people: pair } })
  }
  for (const [who, user] of [
    ['in 2 conversations', person(0)],
    [`in ${PEOPLE} conversations`, busy],
  ] as const) {
    const find = (what: string, words: () => number[], conversation?: string) =>
      timed(`search, ${who}, ${what}`, 50, () =>
        log.search(user, of(words()), { ...newest, ...(conversation && { conversation }) }),
      )
    await find('a common word', () => [0])
    await find('two common words', () => [0, 3])
    await find('a selective word', () => [25_000 + Math.floor(Math.random() * 4_000)])
    await find('a selective and a common word', () => [20_000, 1])
    await timed(`search, ${who}, the beginning of words`, 50, () => log.search(user, 'ba', newest))
    if (user !== busy) await find('a common word, one conversation', () => [0], conversation)
    if (user !== busy) await find('a rare word, one conversation', () => [9_000], conversation)
  }
  await timed('a person’s view of a conversation', 500, () =>
    again.conversations.seenBy(conversation, person(0)),
  )
  return again
}

const folder = mkdtempSync(join(values.folder, 'parley-bench-'))
const only = new Set(values.only.split(','))
const opening = performance.now()
let storage = await openSqliteStorage({ folder })
try {
  console.log(`opened a new space in ${ms(performance.now() - opening)}`)
  await beginConversations(storage)
  if (only.has('steady')) await steady(storage, 5_000)
  if (only.has('saturated'))
    for (const inFlight of values.flight.split(',').map(Number)) await saturated(storage, inFlight)
  if (only.has('history')) storage = await history(folder, storage)
} finally {
  await storage.upkeep.close()
  rmSync(folder, { recursive: true, force: true })
}
