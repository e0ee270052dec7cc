import { isDeepStrictEqual } from 'node:util'
import type { Cached } from '../../client/cache/cache.ts'
import { isShown } from '../../client/timeline/event-window.ts'
import type { AnyEvent, ConversationId, IdempotencyKey } from '../../protocol/index.ts'
import type { Acknowledged, Typed } from './ledger.ts'

export type Evidence = {
  /** As a freshly started server reads them from its disk. */
  logs: ReadonlyMap<ConversationId, readonly AnyEvent[]>
  acknowledged: readonly Acknowledged[]
  typed: readonly Typed[]
  /** Which key a text was sent under. */
  cidOf: ReadonlyMap<string, IdempotencyKey>
  /** By device. */
  outboxes: ReadonlyMap<string, Cached['outbox']>
  shown: readonly { device: string; conversation: ConversationId; events: readonly AnyEvent[] }[]
}

/** Everything that was promised and is not so, each in one line. */
export function violations(evidence: Evidence): string[] {
  return [
    ...[...evidence.logs].flatMap(([id, log]) => [...holes(id, log), ...doubles(id, log)]),
    ...evidence.acknowledged.flatMap((write) => broken(write, evidence)),
    ...evidence.typed.flatMap((typed) => missing(typed, evidence)),
    ...[...evidence.outboxes].flatMap(([device, outbox]) => stuck(device, outbox)),
    ...disorder(evidence),
    ...evidence.shown.flatMap((shown) => differences(shown, evidence)),
  ]
}

function holes(id: ConversationId, log: readonly AnyEvent[]): string[] {
  return log.flatMap(({ seq }, index) =>
    seq === index + 1 ? [] : [`${id}: event ${index + 1} of the log has seq ${seq}`],
  )
}

function doubles(id: ConversationId, log: readonly AnyEvent[]): string[] {
  const first = new Map<string, number>()
  return log.flatMap(({ author, cid, kind, seq }) => {
    // A change of a group's members is one write of several events.
    if (cid === undefined || kind === 'create' || kind === 'join' || kind === 'leave') return []
    const before = first.get(`${author} ${cid} ${kind}`)
    first.set(`${author} ${cid} ${kind}`, seq)
    return before === undefined ? [] : [`${id}: ${cid} is stored twice, as ${before} and ${seq}`]
  })
}

function broken({ cid, conversation, kind, seq }: Acknowledged, { logs }: Evidence): string[] {
  const log = logs.get(conversation)
  const there = log?.[seq - 1]
  if (there?.cid === cid) return []
  const found = log?.find((event) => event.cid === cid)
  const what = `${conversation}: ${kind} ${cid}, acknowledged as ${seq},`
  return [found ? `${what} is stored as ${found.seq}` : `${what} is lost`]
}

/** A window that was killed before it had put a message away promised nothing of it. */
function missing({ cid, conversation, device, text }: Typed, evidence: Evidence): string[] {
  const key = cid ?? evidence.cidOf.get(text)
  if (key === undefined) return []
  if (evidence.logs.get(conversation)?.some((event) => event.cid === key)) return []
  if (evidence.outboxes.get(device)?.some((item) => item.cid === key)) return []
  return [`${conversation}: ${key}, typed at ${device}, is neither stored nor in the outbox`]
}

function stuck(device: string, outbox: Cached['outbox']): string[] {
  return outbox.flatMap(({ cid, conversation, problem, state }) => {
    const what = `${conversation}: ${cid} is in the outbox of ${device}`
    if (state === 'waiting') return [`${what} though nothing is in its way`]
    return problem ? [] : [`${what} without a reason`]
  })
}

/** Of each device, in each conversation, what was typed first comes first. */
function disorder({ cidOf, logs, typed }: Evidence): string[] {
  const seqs = new Map<string, number>()
  for (const [id, log] of logs)
    for (const { cid, kind, seq } of log) if (kind === 'message') seqs.set(`${id} ${cid}`, seq)
  const last = new Map<string, { seq: number; text: string }>()
  return typed.flatMap(({ cid, conversation, device, text }) => {
    const seq = seqs.get(`${conversation} ${cid ?? cidOf.get(text)}`)
    if (seq === undefined) return []
    const lane = `${device} ${conversation}`
    const before = last.get(lane)
    last.set(lane, { seq, text })
    return before && before.seq > seq
      ? [`${conversation}: ${device} typed ${seq} after ${before.seq}`]
      : []
  })
}

function differences(
  { conversation, device, events }: Evidence['shown'][number],
  { logs }: Evidence,
): string[] {
  const log = (logs.get(conversation) ?? []).filter(isShown)
  const shown = new Map(events.map((event) => [event.seq, event]))
  const wrong = log.filter((event) => !isDeepStrictEqual(shown.get(event.seq), event))
  const extra = events.length - (log.length - wrong.filter(({ seq }) => !shown.has(seq)).length)
  const where = `${conversation}: ${device}`
  return [
    ...wrong.slice(0, 3).map(({ seq }) => `${where} shows ${seq} otherwise than it is stored`),
    ...(extra > 0 ? [`${where} shows ${extra} events that are not stored`] : []),
  ]
}
