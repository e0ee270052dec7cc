import { onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import {
  Refused,
  decodeServerFrame,
  requests,
  type Event,
  type Push,
  type PushType,
  type Reply,
  type RequestFields,
  type RequestOk,
  type RequestType,
  type Seq,
  type Welcome,
} from '../../protocol/index.ts'

export type SocketOptions = { protocols?: string[]; origin?: string; host?: string }
export type Closed = { code: number; reason: string }

/** A WebSocket client that knows only `protocol/`: keeps all it is sent, in order. */
export class TestSocket {
  readonly pushes: Push[] = []
  readonly replies: Reply[] = []
  /** Messages that were said and acknowledged. */
  readonly acknowledgements: { cid: string; seq: Seq }[] = []
  readonly closed: Promise<Closed>
  readonly #socket: WebSocket
  readonly #awaited = new Map<number, (reply: Reply) => void>()
  #lastId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data: Buffer) => this.#received(data.toString()))
    socket.on('error', () => {})
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }))
    })
  }

  static async open(
    url: string,
    { host, origin, protocols }: SocketOptions = {},
  ): Promise<TestSocket> {
    const socket = new WebSocket(url, protocols ?? ['parley.v1'], {
      origin,
      // Whose certificate it is, is looked at where that is what is tested.
      rejectUnauthorized: false,
      ...(host && { headers: { host } }),
    })
    onTestFinished(() => socket.terminate())
    const client = new TestSocket(socket)
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve())
      socket.once('error', reject)
    })
    return client
  }

  get protocol(): string {
    return this.#socket.protocol
  }

  /** Sends a frame as it is. */
  raw(frame: string | Uint8Array): void {
    this.#socket.send(frame)
  }

  /** Sends a request and answers its id at once. */
  post<T extends RequestType>(type: T, fields: RequestFields<T>): number {
    const id = ++this.#lastId
    this.raw(JSON.stringify({ id, type, ...fields }))
    return id
  }

  /** @throws Refused */
  async request<T extends RequestType>(type: T, fields: RequestFields<T>): Promise<RequestOk<T>> {
    const reply = await this.replyTo(this.post(type, fields))
    if ('error' in reply) throw Refused.from(reply.error)
    return requests[type].ok.parse(reply.ok) as RequestOk<T>
  }

  hello(
    token: string,
    resume: { positions?: Record<string, number>; epoch?: string; directory?: number } = {},
  ): Promise<Welcome> {
    const client = { name: 'test', version: '1' }
    return this.request('hello', { token, positions: {}, client, ...resume })
  }

  async say(conversation: string, text: string, cid = newCid()): Promise<RequestOk<'send'>> {
    const said = { conversation, cid, event: { kind: 'message' as const, text } }
    const sent = await this.request('send', said)
    this.acknowledgements.push({ cid, seq: sent.seq })
    return sent
  }

  replyTo(id: number): Promise<Reply> {
    const given = this.replies.find(({ re }) => re === id)
    if (given) return Promise.resolve(given)
    return new Promise((resolve, reject) => {
      this.#awaited.set(id, resolve)
      void this.closed.then(({ code }) => reject(new Error(`closed with ${code}, unanswered`)))
    })
  }

  /** The first push of a type that fits, waiting for it if need be. */
  push<T extends PushType>(
    type: T,
    fits: (push: Push<T>) => boolean = () => true,
  ): Promise<Push<T>> {
    return vi.waitFor(() => {
      const found = this.pushesOf(type).find(fits)
      if (!found) throw new Error(`no ${type} push; had ${JSON.stringify(this.pushes)}`)
      return found
    }, WAITING)
  }

  pushesOf<T extends PushType>(type: T): Push<T>[] {
    return this.pushes.filter((push): push is Push<T> => push.push === type)
  }

  /** All events pushed of a conversation, in order. */
  eventsOf(conversation: string): Event[] {
    const topic = `c/${conversation}`
    return this.pushesOf('events')
      .filter((push) => push.topic === topic)
      .flatMap(({ events }) => events as Event[])
  }

  textsOf(conversation: string): (string | null)[] {
    return this.eventsOf(conversation).flatMap((one) => (one.kind === 'message' ? [one.text] : []))
  }

  /** Once this resolves, whatever the server sent before has arrived. */
  async caughtUp(): Promise<void> {
    await this.request('ping', {})
  }

  /** Stops reading from the network; what arrives piles up in the server. */
  stall(): void {
    this.#socket.pause()
  }

  readOn(): void {
    this.#socket.resume()
  }

  close(): void {
    this.#socket.close()
  }

  /** As if the cable were pulled. */
  terminate(): void {
    this.#socket.terminate()
  }

  #replied(reply: Reply): void {
    this.replies.push(reply)
    if (reply.re === null) return
    this.#awaited.get(reply.re)?.(reply)
    this.#awaited.delete(reply.re)
  }

  #received(text: string): void {
    const frame = decodeServerFrame(text)
    if ('push' in frame) this.pushes.push(frame.push)
    else if ('reply' in frame) this.#replied(frame.reply)
  }
}

const WAITING = { timeout: 5_000, interval: 2 }
let cids = 0

export function newCid(): string {
  return `test-cid-${++cids}`
}
