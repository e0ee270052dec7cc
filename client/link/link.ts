import {
  check,
  decodeServerFrame,
  encodeRequest,
  Refused,
  requests,
  socketPath,
  subprotocols,
  type Push,
  type Reply,
  type Request,
  type RequestFields,
  type RequestOk,
  type RequestType,
} from '../../protocol/index.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { Unreachable } from '../space-client.ts'

export type SocketConstructor = new (url: string, protocols: string[]) => WebSocket

export type LinkOptions = {
  url: string
  WebSocket: SocketConstructor
  clock: Clock
  log: Log
  onOpen(): void
  onPush(push: Push): void
  /** Once, however it ended. 1006 where nobody said why. */
  onClosed(code: number): void
}

type Waiting = {
  settle(reply: Reply): void
  fail(error: Error): void
}

const OPEN_TIMEOUT = 10_000
const REPLY_TIMEOUT = 20_000
const PING_TIMEOUT = 10_000
/** Where a write is not answered for so long, it is asked whether anybody is there, for as long again. */
const DOUBT = 5_000
/** A hidden window sleeps at least so long. */
const SHORTEST_WATCH = 10_000

/** One socket: requests matched with their replies, pushes handed on, silence noticed. */
export class Link {
  readonly #options: LinkOptions
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #heardAt: number
  #closed = false
  #stopWatching: () => void
  #doubted = false

  constructor(options: LinkOptions) {
    this.#options = options
    this.#heardAt = options.clock.now()
    const url = options.url.replace(/^http/, 'ws').replace(/\/$/, '') + socketPath
    this.#socket = new options.WebSocket(url, [...subprotocols])
    this.#stopWatching = options.clock.after(OPEN_TIMEOUT, () => this.close())
    this.#socket.onopen = () => {
      if (this.#closed) return
      this.#stopWatching()
      options.onOpen()
    }
    this.#socket.onmessage = (frame) => this.#take(frame.data)
    this.#socket.onclose = (end) => this.#ended(end.code)
    this.#socket.onerror = () => {}
  }

  /** @throws Refused where the server said no, Unreachable where no readable answer came. */
  request<T extends RequestType>(
    type: T,
    fields: RequestFields<T>,
    timeout: number = REPLY_TIMEOUT,
  ): Promise<RequestOk<T>> {
    if (this.#closed) return Promise.reject(new Unreachable('the connection is closed'))
    const id = (this.#lastId += 1)
    return new Promise((resolve, reject) => {
      const callOffTimeout = this.#options.clock.after(timeout, () => {
        this.#waiting.delete(id)
        reject(new Unreachable(`no answer to ${type}`))
      })
      const callOffDoubt =
        type === 'send' ? this.#options.clock.after(DOUBT, () => this.#doubt()) : () => {}
      const callOff = (): void => {
        callOffTimeout()
        callOffDoubt()
      }
      this.#waiting.set(id, {
        settle: (reply) => {
          callOff()
          if ('error' in reply) reject(Refused.from(reply.error))
          else this.#settle(type, reply.ok, resolve, reject)
        },
        fail: (error) => {
          callOff()
          reject(error)
        },
      })
      this.#socket.send(encodeRequest({ ...fields, id, type } as unknown as Request<T>))
    })
  }

  #settle<T extends RequestType>(
    type: T,
    ok: unknown,
    resolve: (ok: RequestOk<T>) => void,
    reject: (error: Error) => void,
  ): void {
    try {
      resolve(check(requests[type].ok, ok) as RequestOk<T>)
    } catch (error) {
      this.#options.log('unreadable reply', { type, error: String(error) })
      reject(new Unreachable(`the answer to ${type} could not be read`))
    }
  }

  #take(data: unknown): void {
    this.#heardAt = this.#options.clock.now()
    if (this.#closed || typeof data !== 'string') return
    let frame
    try {
      frame = decodeServerFrame(data)
    } catch (error) {
      this.#options.log('unreadable frame', { error: String(error) })
      return
    }
    if ('push' in frame) this.#options.onPush(frame.push)
    else if ('reply' in frame) this.#answer(frame.reply)
  }

  #answer(reply: Reply): void {
    if (reply.re === null) return
    const waiting = this.#waiting.get(reply.re)
    this.#waiting.delete(reply.re)
    waiting?.settle(reply)
  }

  /**
   * From now on a silence of `quiet` ms is asked about, and an unanswered question is the end. Rather
   * asks a little early than wakes up twice.
   */
  watchSilence(quiet: number): void {
    this.#stopWatching()
    // A clock that was set back says that something will be heard later: it was heard by now.
    this.#heardAt = Math.min(this.#heardAt, this.#options.clock.now())
    const left = this.#heardAt + quiet - this.#options.clock.now()
    if (left > 0 && left >= Math.min(quiet, SHORTEST_WATCH)) {
      this.#stopWatching = this.#options.clock.after(left, () => this.watchSilence(quiet))
      return
    }
    this.#stopWatching = () => {}
    this.request('ping', {}, PING_TIMEOUT).then(
      () => this.watchSilence(quiet),
      // A refusal is a sign of life too.
      (error: unknown) => (error instanceof Refused ? this.watchSilence(quiet) : this.close()),
    )
  }

  /**
   * A person waits. A server that is busy answers a ping all the same; one that is silent as well is gone,
   * as where its machine fell asleep or has another address.
   */
  #doubt(): void {
    const heard = this.#options.clock.now() - this.#heardAt
    if (this.#closed || this.#doubted || (heard >= 0 && heard < DOUBT)) return
    this.#doubted = true
    this.request('ping', {}, DOUBT).then(
      () => (this.#doubted = false),
      (error: unknown) => {
        this.#doubted = false
        if (!(error instanceof Refused)) this.close()
      },
    )
  }

  close(): void {
    if (this.#closed) return
    this.#socket.close()
    // A dead peer never answers the closing handshake: do not wait for it.
    this.#ended(1006)
  }

  #ended(code: number): void {
    if (this.#closed) return
    this.#closed = true
    this.#stopWatching()
    for (const { fail } of this.#waiting.values()) fail(new Unreachable('the connection was lost'))
    this.#waiting.clear()
    this.#options.onClosed(code)
  }
}
