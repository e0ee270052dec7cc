import { compile } from 'zod/mini'
import {
  Refused,
  UnreadableRequest,
  encodeReply,
  limits,
  requestDecoder,
  type Request,
  type RequestOk,
  type RequestType,
} from '../../../protocol/index.ts'
import type { Caller } from '../../domain/caller.ts'
import { waits } from '../../domain/accounts/authenticate.ts'
import type { HelloHandler } from '../../handlers/socket/hello.ts'
import type { SocketHandler, SocketHandlers } from '../../handlers/socket/socket-handler.ts'
import type { Metrics } from '../../observability/metrics.ts'
import { StorageFailed } from '../../storage/storage.ts'
import type { Failures } from '../failures.ts'
import type { Audience, StreamMark } from './audience.ts'
import type { Connection } from './connection.ts'
import type { Connections } from './connections.ts'
import { takeAllowance } from './frame-allowance.ts'
import type { SocketSettings } from './socket-settings.ts'

export type SocketRequestsDeps = {
  hello: HelloHandler
  handlers: SocketHandlers
  audience: Audience
  connections: Pick<Connections, 'of' | 'atDoor'>
  failures: Failures
  metrics: Metrics
  settings: SocketSettings
}

/** Of one person who waits to be let in. */
const CONNECTIONS_AT_DOOR = 5

/** @throws UnreadableRequest */
const decodeRequest = requestDecoder(compile)

/** What is done with the frames of each connection: `hello` first, so many at a time, one reply for each. */
export class SocketRequests {
  readonly #deps: SocketRequestsDeps
  #busy = 0
  #draining = false
  #onQuiet: (() => void)[] = []

  constructor(deps: SocketRequestsDeps) {
    this.#deps = deps
  }

  /** The bytes are only valid during the call. */
  received(connection: Connection, bytes: ArrayBuffer, isBinary: boolean): void {
    const { metrics, settings } = this.#deps
    metrics.counts.framesReceived++
    if (!takeAllowance(connection, settings.frames)) {
      return connection.close('flooding', 'too many frames; come back slower')
    }
    if (bytes.byteLength > limits.frameBytes) {
      return connection.close('frameTooLarge', `frames have at most ${limits.frameBytes} bytes`)
    }
    const text = isBinary ? '' : Buffer.from(bytes).toString()
    if (this.#mustWait(connection)) this.#wait(connection, text)
    else this.#take(connection, text)
  }

  /** Refuses requests from now on, and resolves when those that were taken are answered. */
  drain(): Promise<void> {
    this.#draining = true
    if (this.#busy === 0) return Promise.resolve()
    return new Promise((resolve) => void this.#onQuiet.push(resolve))
  }

  #mustWait(connection: Connection): boolean {
    if (connection.phase !== 'greeted') return connection.phase === 'greeting'
    return connection.waiting !== null || connection.inFlight >= this.#deps.settings.inFlight
  }

  #wait(connection: Connection, text: string): void {
    connection.waitingBytes += text.length
    if (connection.waitingBytes > this.#deps.settings.waitingBytes) {
      return connection.close('flooding', 'too many requests under way; come back slower')
    }
    connection.waiting ??= []
    connection.waiting.push(text)
  }

  #take(connection: Connection, text: string): void {
    const request = this.#decode(connection, text)
    if (!request) return
    if (this.#draining) {
      return this.#refuse(
        connection,
        request.id,
        new Refused('unavailable', 'The server is stopping'),
      )
    }
    if (connection.phase === 'new') return this.#first(connection, request)
    if (request.type === 'hello') {
      const again = new Refused('conflict', 'hello was said already')
      return this.#refuse(connection, request.id, again)
    }
    if (connection.phase === 'at-door') return this.#refuse(connection, request.id, waits())
    this.#handle(connection, request)
  }

  #decode(connection: Connection, text: string): Request | null {
    try {
      const request = decodeRequest(text)
      connection.malformed = 0
      return request
    } catch (error) {
      if (!(error instanceof UnreadableRequest)) throw error
      this.#deps.metrics.counts.framesMalformed++
      connection.malformed++
      this.#refuse(connection, error.id, error.refusal)
      const isStranger = connection.phase === 'new'
      if (isStranger || connection.malformed >= this.#deps.settings.malformedFrames) {
        connection.close('malformedFrame', error.refusal.message.slice(0, 100))
      }
      return null
    }
  }

  #first(connection: Connection, request: Request): void {
    if (request.type === 'hello') return void this.#greet(connection, request)
    this.#refuse(connection, request.id, new Refused('unauthorised', 'Say hello first'))
    connection.close('malformedFrame', 'hello must come first')
  }

  async #greet(connection: Connection, request: Request<'hello'>): Promise<void> {
    const { audience, failures, hello } = this.#deps
    connection.phase = 'greeting'
    this.#busy++
    const mark = audience.mark()
    try {
      const caller = await hello.callerOf(request)
      if (!connection.isOpen) return
      if (caller.waiting) return this.#keepAtDoor(connection, request.id, caller, mark)
      if (this.#turnsAway(connection, caller)) return
      const welcome = await hello.welcome(caller, request)
      // Others of the same person came in meanwhile.
      if (!connection.isOpen || this.#turnsAway(connection, caller)) return
      connection.caller = caller
      connection.phase = 'greeted'
      this.#answer(connection, request.id, welcome)
      connection.flush()
      audience.admit(connection, welcome, mark)
      this.#takeWaiting(connection)
    } catch (error) {
      const refused = failures.toRefused(error, 'hello')
      this.#refuse(connection, request.id, refused)
      if (refused.code === 'unauthorised') connection.close('unauthorised', 'sign in again')
      else connection.close('storageFailed', 'the server could not look you up; come back')
    } finally {
      this.#done()
    }
  }

  /**
   * Closes a connection of somebody who has too many, or leaves what they were told on others unread: a
   * welcome is large. Answers whether it did.
   */
  #turnsAway(connection: Connection, { user }: Caller): boolean {
    const { connections, settings } = this.#deps
    const others = connections.of(user)
    if (others.length >= settings.connectionsPerUser) {
      connection.close('flooding', 'too many connections of one person; close some')
      return true
    }
    const unread = others.reduce((bytes, other) => bytes + other.bufferedBytes, 0)
    if (unread <= settings.unreadPerUser) return false
    connection.close(
      'slowConsumer',
      'other connections of one person are not read; come back later',
    )
    return true
  }

  /** It stays open, so that who waits hears at once what was decided. */
  #keepAtDoor(connection: Connection, id: number, caller: Caller, mark: StreamMark): void {
    if (this.#deps.connections.atDoor(caller.user) >= CONNECTIONS_AT_DOOR) {
      return connection.close('flooding', 'too many connections of one person; close some')
    }
    connection.caller = caller
    connection.phase = 'at-door'
    this.#refuse(connection, id, waits())
    this.#deps.audience.keepAtDoor(connection, mark)
    this.#takeWaiting(connection)
  }

  #handle(connection: Connection, request: Request): void {
    const { type, id } = request as Request<Exclude<RequestType, 'hello'>>
    const handler = this.#deps.handlers[type] as SocketHandler<RequestType>
    try {
      const answer = handler({ fields: request, caller: connection.caller!, connection })
      if (answer instanceof Promise) this.#await(connection, id, type, answer)
      else this.#answer(connection, id, answer)
    } catch (error) {
      this.#fail(connection, id, type, error)
    }
  }

  #await(
    connection: Connection,
    id: number,
    type: RequestType,
    answer: Promise<RequestOk<RequestType>>,
  ): void {
    connection.inFlight++
    this.#busy++
    answer
      .then(
        (ok) => this.#answer(connection, id, ok),
        (error: unknown) => this.#fail(connection, id, type, error),
      )
      .then(() => this.#settled(connection))
      .catch((error: unknown) => this.#deps.failures.report(error, type))
  }

  #settled(connection: Connection): void {
    connection.inFlight--
    this.#done()
    this.#takeWaiting(connection)
  }

  #takeWaiting(connection: Connection): void {
    const { waiting } = connection
    if (!waiting || connection.phase === 'greeting') return
    let taken = 0
    while (taken < waiting.length && connection.inFlight < this.#deps.settings.inFlight) {
      const text = waiting[taken++]!
      connection.waitingBytes -= text.length
      this.#take(connection, text)
      if (!connection.isOpen) return
    }
    connection.waiting = taken === waiting.length ? null : waiting.slice(taken)
  }

  #answer(connection: Connection, id: number, ok: object): void {
    connection.answer(encodeReply({ re: id, ok: ok as Record<string, unknown> }))
  }

  #fail(connection: Connection, id: number, type: RequestType, error: unknown): void {
    this.#refuse(connection, id, this.#deps.failures.toRefused(error, type))
    if (error instanceof StorageFailed) connection.close('storageFailed', 'come back and resume')
  }

  #refuse(connection: Connection, id: number | null, refused: Refused): void {
    this.#deps.metrics.counts.framesRefused++
    connection.send(encodeReply({ re: id, error: refused.toRefusal() }))
  }

  #done(): void {
    this.#busy--
    if (this.#busy === 0) for (const resolve of this.#onQuiet.splice(0)) resolve()
  }
}
