import { setImmediate as turn } from 'node:timers/promises'
import { directConversation } from '../../protocol/index.ts'
import { openLoop } from '../lean/open-loop.ts'
import { ParleyMember } from '../parley/parley-member.ts'
import { Delays } from '../report/delays.ts'
import type { SeededSpace } from '../seed/seed-space.ts'
import { numberedText, numbersIn, someTexts } from '../texts.ts'

export type PairDelays = {
  /** From sending to the other person. */
  delivered: { p50: number; p99: number; max: number }
  /** From sending to the answer that it is durable. */
  acknowledged: { p50: number; p99: number; max: number }
  lateness: number
}

/** Two people in their direct conversation: one writes, the other one hears. */
type Pair = {
  conversation: string
  writer: ParleyMember
  reader: ParleyMember
  sent: number
  acknowledged: number
  received: number
  /** Numbers of the messages that wait for their acknowledgement: they come in the order of sending. */
  waiting: number[]
}

const LATEST = 20_000

/** Pairs of people who write to each other, on one server. */
export class Pairs {
  readonly #pairs: readonly Pair[]
  #acknowledged: (pair: Pair) => void = () => undefined
  #received: (data: Buffer, from: number, to: number) => void = () => undefined

  private constructor(pairs: readonly Pair[]) {
    this.#pairs = pairs
    for (const pair of pairs) this.#listen(pair)
  }

  static async connect(port: number, { people }: SeededSpace, count: number): Promise<Pairs> {
    const pairs: Pair[] = []
    for (let index = 0; index < count; index++) {
      const [one, other] = [people[2 * index]!, people[2 * index + 1]!]
      const writer = await ParleyMember.connect(port, one)
      const reader = await ParleyMember.connect(port, other)
      const conversation = directConversation(one.id, other.id)
      const counts = { sent: 0, acknowledged: 0, received: 0 }
      pairs.push({ conversation, writer, reader, ...counts, waiting: [] })
    }
    const connected = new Pairs(pairs)
    for (const pair of pairs) connected.#send(pair, someTexts(1))
    await connected.#settled()
    return connected
  }

  /** Sends so many messages a second, by the pairs in turn. */
  async delays(seconds: number, perSecond: number): Promise<PairDelays> {
    const [delivered, acknowledged] = [new Delays(), new Delays()]
    const sentAt: number[] = []
    this.#received = (data, from, to) => {
      const now = performance.now()
      numbersIn(data, from, to, (number) => delivered.add(now - sentAt[number]!))
    }
    this.#acknowledged = (pair) => {
      acknowledged.add(performance.now() - sentAt[pair.waiting.shift()!]!)
    }
    const lateness = await openLoop({
      perSecond,
      seconds,
      send: (count) => {
        const now = performance.now()
        for (let n = 0; n < count; n++) {
          const number = sentAt.push(now) - 1
          const pair = this.#pairs[number % this.#pairs.length]!
          pair.waiting.push(number)
          this.#send(pair, [numberedText(number)])
        }
      },
    })
    await this.#settled()
    if (delivered.count !== sentAt.length || acknowledged.count !== sentAt.length) {
      throw new Error(`${sentAt.length} sent, delays of ${delivered.count}`)
    }
    return {
      delivered: delivered.quantiles(),
      acknowledged: acknowledged.quantiles(),
      lateness,
    }
  }

  /** Keeps `depth` messages of each pair under way. Answers how many a second were acknowledged and read. */
  async saturate(milliseconds: number, depth: number): Promise<number> {
    const start = performance.now()
    const until = start + milliseconds
    const first = this.#total('sent')
    this.#received = () => undefined
    const refill = Math.min(depth, 64)
    this.#acknowledged = (pair) => {
      if (performance.now() >= until) return
      if (pair.sent - pair.acknowledged <= depth - refill) this.#send(pair, someTexts(refill))
    }
    for (const pair of this.#pairs) this.#send(pair, someTexts(depth))
    while (performance.now() < until) await turn()
    await this.#settled()
    return (this.#total('sent') - first) / ((performance.now() - start) / 1000)
  }

  close(): void {
    for (const { reader, writer } of this.#pairs) {
      writer.socket.close()
      reader.socket.close()
    }
  }

  #listen(pair: Pair): void {
    const { reader, writer } = pair
    for (const { socket, person } of [reader, writer]) {
      socket.onClose = () => {
        throw new Error(`${person.name} was closed with ${socket.closeCode}`)
      }
    }
    writer.listen({
      onAck: () => {
        pair.acknowledged++
        this.#acknowledged(pair)
      },
    })
    reader.listen({
      onEvents: (messages, data, from, to) => {
        pair.received += messages
        this.#received(data, from, to)
      },
    })
  }

  #send(pair: Pair, texts: readonly string[]): void {
    pair.sent += texts.length
    pair.writer.send(pair.conversation, texts)
  }

  #total(count: 'sent' | 'acknowledged' | 'received'): number {
    let total = 0
    for (const pair of this.#pairs) total += pair[count]
    return total
  }

  /** Resolves when each message was acknowledged and read, just once. */
  async #settled(): Promise<void> {
    const deadline = performance.now() + LATEST
    const isDone = ({ acknowledged, received, sent }: Pair): boolean =>
      acknowledged >= sent && received >= sent
    while (!this.#pairs.every(isDone)) {
      if (performance.now() > deadline) throw new Error(`lost: ${this.#told()}`)
      await turn()
    }
    if (this.#total('received') !== this.#total('sent')) throw new Error(`doubled: ${this.#told()}`)
  }

  #told(): string {
    const [sent, acknowledged] = [this.#total('sent'), this.#total('acknowledged')]
    return `${sent} sent, ${acknowledged} acknowledged, ${this.#total('received')} received`
  }
}
