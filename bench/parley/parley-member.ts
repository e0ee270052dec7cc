import { socketPath } from '../../protocol/index.ts'
import { LeanSocket, type FrameListener } from '../lean/lean-socket.ts'
import type { SeededPerson } from '../seed/seed-space.ts'

/** What a member hears. `text` of a frame is only made where somebody asks for it. */
export type MemberListener = {
  /** Events came, `messages` of them, without a hole after those before. */
  onEvents?: (messages: number, ...frame: Parameters<FrameListener>) => void
  /** A request was answered with `ok`. */
  onAck?: () => void
}

export type Hello = { device?: number; epoch?: string; positions?: Record<string, number> }

export type Welcomed = {
  epoch: string
  conversations: {
    conversation: { id: string; head: number }
    events?: { seq: number }[]
    tooFar?: true
  }[]
}

const SEQ = Buffer.from('"seq":')
const QUOTE = 34
const [R, O, E, V] = [...Buffer.from('roev')] as [number, number, number, number]
/** Where the frames differ: `{"re":1,...`, `{"push":"events",...`. */
const REPLY_ID = '{"re":'.length
const PUSH_TYPE = '{"push":"'.length

let lastKey = 0
const keyPrefix = Date.now().toString(36)

/** Keys as clients mint them, in the order of time. */
function newCid(): string {
  return `${keyPrefix}${(++lastKey).toString(36).padStart(8, '0')}abcdef0123`
}

/**
 * A signed-in person's connection. It reads just enough of each frame to know that none is missing:
 * it throws at a refusal and at a hole, and so ends the run.
 */
export class ParleyMember {
  readonly socket: LeanSocket
  readonly person: SeededPerson
  readonly welcome: Welcomed
  /** Seq of the last event heard, of the one conversation that is listened to. */
  head: number | null = null
  #lastId = 0

  private constructor(socket: LeanSocket, person: SeededPerson, welcome: Welcomed) {
    this.socket = socket
    this.person = person
    this.welcome = welcome
  }

  /** Resolves with a member who was welcomed and hears their conversations. */
  static async connect(
    port: number,
    person: SeededPerson,
    { device = 0, ...known }: Hello = {},
  ): Promise<ParleyMember> {
    const socket = await openParley(port)
    const reply = socket.next((text) => text.startsWith('{"re":0,'))
    const client = { name: 'Parley bench', version: '0.1.0' }
    const token = person.tokens[device]!
    const hello = { id: 0, type: 'hello', token, positions: {}, client, ...known }
    socket.send(JSON.stringify(hello))
    const { ok } = JSON.parse(await reply) as { ok?: Welcomed }
    if (!ok) throw new Error(`${person.name} was not welcomed: ${await reply}`)
    return new ParleyMember(socket, person, ok)
  }

  listen({ onEvents, onAck }: MemberListener): void {
    this.socket.attend((data, from, to) => {
      const second = data[from + 2]!
      if (second === R) {
        assertOk(data, from, to)
        onAck?.()
      } else if (data[from + PUSH_TYPE] === E && data[from + PUSH_TYPE + 1] === V) {
        const count = this.#heard(data, from, to)
        onEvents?.(count, data, from, to)
      }
    })
  }

  send(conversation: string, texts: readonly string[]): void {
    this.socket.send(...texts.map((text) => this.#encode(conversation, text)))
  }

  #encode(conversation: string, text: string): string {
    const id = ++this.#lastId
    return (
      `{"id":${id},"type":"send","conversation":"${conversation}","cid":"${newCid()}",` +
      `"event":{"kind":"message","text":"${text}"}}`
    )
  }

  #heard(data: Buffer, from: number, to: number): number {
    const first = numberAt(data, data.indexOf(SEQ, from) + SEQ.length)
    const last = numberAt(data, lastSeqAt(data, from, to) + SEQ.length)
    const before = this.head ?? first - 1
    if (first !== before + 1 || last < first) {
      throw new Error(`${this.person.name} heard ${first} to ${last} after ${before}`)
    }
    this.head = last
    return last - before
  }
}

/** A connection that has said nothing yet. */
export function openParley(port: number): Promise<LeanSocket> {
  return LeanSocket.open({ port, path: socketPath, protocol: 'parley.v1' })
}

function assertOk(data: Buffer, from: number, to: number): void {
  let at = from + REPLY_ID
  while (isDigit(data[at]!)) at++
  // `,"ok"` as against `,"error"`.
  if (data[at + 2] !== O) throw new Error(`refused: ${data.toString('utf8', from, to)}`)
}

/** Where the frame names its last event's seq: near its end, so that looking from there is soon done. */
function lastSeqAt(data: Buffer, from: number, to: number): number {
  let at = to - SEQ.length
  while (at > from && data.compare(SEQ, 0, SEQ.length, at, at + SEQ.length) !== 0) {
    at = data.lastIndexOf(QUOTE, at - 1)
  }
  return at
}

function numberAt(data: Buffer, start: number): number {
  let value = 0
  for (let at = start; isDigit(data[at]!); at++) value = value * 10 + data[at]! - 48
  return value
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57
}
