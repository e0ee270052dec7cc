import { requestHead, type IdempotencyKey, type Seq } from '../../protocol/index.ts'
import type { Direction } from '../proxy/cable.ts'

/** A write that the server said it has stored. */
export type Acknowledged = {
  cid: IdempotencyKey
  conversation: string
  seq: Seq
  kind: string
}

/** What a person typed, with what became of it where they typed it. */
export type Typed = {
  device: string
  conversation: string
  text: string
  /** Null where the window was killed before the message was put away: then nobody promised anything. */
  cid: IdempotencyKey | null
}

type Asked = { type: string; cid?: IdempotencyKey; conversation?: string; kind?: string }

/** The lab's own account, kept from what people typed and from what goes over the wire. */
export class Ledger {
  readonly typed: Typed[] = []
  readonly acknowledged: Acknowledged[] = []
  /** Which key a text went under, where it was sent at all. */
  readonly cidOf = new Map<string, IdempotencyKey>()
  readonly counts = { frames: 0, hellos: 0, syncs: 0, gapsRepaired: 0 }
  readonly refusals = new Map<string, number>()
  readonly #asked = new Map<string, Asked>()
  readonly #onSend = new Set<() => void>()

  /** Resolves as soon as somebody's write is on its way to the server. */
  nextSend(): Promise<void> {
    return new Promise((resolve) => this.#onSend.add(resolve))
  }

  heard(device: string, frame: { link: number; direction: Direction; text: string }): void {
    this.counts.frames += 1
    const prefix = `${device} ${frame.link} `
    if (frame.direction === 'up') this.#request(prefix, frame.text)
    else if (frame.text.startsWith('{"re":')) this.#reply(prefix, frame.text)
  }

  #request(prefix: string, text: string): void {
    const frame = JSON.parse(text) as Asked & {
      id: number
      event?: { kind: string; text?: string }
    }
    const { id, type } = requestHead.parse(frame)
    if (type === 'hello') this.counts.hellos += 1
    if (type === 'sync') this.counts.syncs += 1
    if (type !== 'send' && type !== 'sync') return
    const { cid, conversation, event } = frame
    this.#asked.set(prefix + id, { type, cid, conversation, kind: event?.kind })
    if (type !== 'send') return
    if (event?.kind === 'message' && event.text && cid) this.cidOf.set(event.text, cid)
    for (const tell of this.#onSend) tell()
    this.#onSend.clear()
  }

  #reply(prefix: string, text: string): void {
    const { re, ok, error } = JSON.parse(text) as {
      re: number | null
      ok?: { seq?: Seq; conversations?: { events?: unknown[] }[] }
      error?: { code: string }
    }
    if (error) this.refusals.set(error.code, (this.refusals.get(error.code) ?? 0) + 1)
    const asked = this.#asked.get(prefix + re)
    this.#asked.delete(prefix + re)
    if (!asked || !ok) return
    if (asked.type === 'sync' && ok.conversations?.some(({ events = [] }) => events.length > 0))
      this.counts.gapsRepaired += 1
    const { cid, conversation, kind = '' } = asked
    if (asked.type === 'send' && cid && conversation && ok.seq)
      this.acknowledged.push({ cid, conversation, seq: ok.seq, kind })
  }
}
