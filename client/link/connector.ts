import {
  closeCodes,
  Refused,
  shouldReconnect,
  type Push,
  type RequestFields,
  type RequestOk,
  type RequestType,
  type Welcome,
} from '../../protocol/index.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { RandomBytes } from '../random.ts'
import { Unreachable, type Connection } from '../space-client.ts'
import { createBackoff, type Backoff } from './backoff.ts'
import { Link, type SocketConstructor } from './link.ts'

export type LinkState = Pick<Connection, 'phase' | 'retryAt' | 'since' | 'reason'>

export type ConnectorOptions = {
  /** Where the space is now. */
  address(): string
  WebSocket: SocketConstructor
  clock: Clock
  random: RandomBytes
  log: Log
  /** What to greet the server with: token and positions as they are now. Null: nobody is signed in. */
  hello(): RequestFields<'hello'> | null
  /** The connection resumed; pushes that came meanwhile follow. */
  welcomed(welcome: Welcome): void
  pushed(push: Push): void
  /** It was online and is no more. */
  lost(): void
  /** `state` is another. */
  changed(): void
  /** The server ended the session that this token stood for. */
  sessionEnded(token: string): void
}

const SIGNED_OUT: LinkState = { phase: 'signed-out', retryAt: null, since: null, reason: null }
const HELLO_TIMEOUT = 30_000
/** A connection that held for so long was a good one: the next loss starts from the shortest wait. */
const HELD = 10_000
/** Milliseconds of silence after which it is asked whether the server is still there, before it let us in. */
const AT_DOOR = 30_000

/** Keeps one link to the server as long as somebody is signed in, whatever happens to it. */
export class Connector {
  readonly #options: ConnectorOptions
  readonly #backoff: Backoff
  #state = SIGNED_OUT
  #link: Link | null = null
  #early: Push[] | null = null
  #onlineAt: number | null = null
  #retryAfter = 0
  /** The server said that somebody has to let this person in, and did not let them in since. */
  #atDoor = false
  #callOffRetry: () => void = () => {}

  constructor(options: ConnectorOptions) {
    this.#options = options
    this.#backoff = createBackoff(options.random)
  }

  get state(): LinkState {
    return this.#state
  }

  #set(state: LinkState): void {
    this.#state = state
    this.#options.changed()
  }

  get online(): boolean {
    return this.#onlineAt !== null
  }

  /** Connects, or does so anew with what `hello` answers now. */
  start(): void {
    this.#drop()
    this.#atDoor = false
    this.#backoff.reset()
    this.#set({ ...SIGNED_OUT, phase: 'connecting', since: this.#options.clock.now() })
    this.#connect()
  }

  stop(): void {
    this.#drop()
    this.#set(SIGNED_OUT)
  }

  /** The session is over: coming back with the same token would be pointless. */
  endSession(): void {
    if (this.#state.reason === 'not_admitted') return
    this.#refuse('session_ended')
  }

  reconnectNow(): void {
    if (this.#state.phase !== 'waiting') return
    this.#backoff.reset()
    this.#callOffRetry()
    this.#retry()
  }

  /** Tries at once where the space is now, unless it is connected, or does not want to be. */
  moved(): void {
    const { phase } = this.#state
    if (phase === 'waiting') this.reconnectNow()
    else if (phase === 'connecting' || phase === 'retrying') {
      this.#drop()
      this.#connect()
    }
  }

  request<T extends RequestType>(
    type: T,
    fields: RequestFields<T>,
    timeout?: number,
  ): Promise<RequestOk<T>> {
    if (!this.#link || !this.online) return Promise.reject(new Unreachable('not connected'))
    return this.#link.request(type, fields, timeout)
  }

  #drop(): void {
    this.#callOffRetry()
    const link = this.#link
    const wasOnline = this.online
    this.#link = null
    this.#early = null
    this.#onlineAt = null
    link?.close()
    if (wasOnline) this.#options.lost()
  }

  #connect(): void {
    const { address, WebSocket, clock, log } = this.#options
    try {
      const link: Link = new Link({
        url: address(),
        WebSocket,
        clock,
        log,
        onOpen: () => void this.#greet(link),
        onPush: (push) => this.#push(link, push),
        onClosed: (code) => this.#closed(link, code),
      })
      this.#link = link
    } catch (error) {
      log('no socket could be made', { error: String(error) })
      this.#wait()
    }
  }

  /** Pushes overtake the welcome where something happens while it is being put together. */
  #push(link: Link, push: Push): void {
    if (link !== this.#link) return
    if (this.#early) this.#early.push(push)
    else this.#options.pushed(push)
  }

  async #greet(link: Link): Promise<void> {
    const hello = this.#options.hello()
    if (!hello) return this.stop()
    this.#early = []
    try {
      const welcome = await link.request('hello', hello, HELLO_TIMEOUT)
      if (link === this.#link) this.#welcome(link, welcome)
    } catch (error) {
      if (link === this.#link) this.#notWelcome(link, error, hello.token)
    }
  }

  #welcome(link: Link, welcome: Welcome): void {
    const early = this.#early ?? []
    this.#early = null
    this.#atDoor = false
    this.#onlineAt = this.#options.clock.now()
    link.watchSilence(welcome.heartbeat)
    this.#options.welcomed(welcome)
    if (link !== this.#link) return
    this.#set({ phase: 'online', retryAt: null, since: null, reason: null })
    for (const push of early) this.#options.pushed(push)
  }

  #notWelcome(link: Link, error: unknown, token: string): void {
    if (!(error instanceof Refused)) return link.close()
    this.#options.log('hello was refused', { code: error.code })
    if (error.code === 'unauthorised') {
      this.#refuseSession()
      return this.#options.sessionEnded(token)
    }
    if (error.code === 'waiting') return this.#waitAtDoor(link)
    if (error.code === 'invalid') return this.#refuse('unsupported_version')
    this.#retryAfter = error.details.retryAfter ?? 0
    link.close()
  }

  /** The connection stays: the server closes it once it was decided. */
  #waitAtDoor(link: Link): void {
    this.#early = null
    this.#atDoor = true
    link.watchSilence(AT_DOOR)
    this.#set({ phase: 'admission', retryAt: null, since: null, reason: null })
  }

  #closed(link: Link, code: number): void {
    if (link !== this.#link) return
    this.#options.log('connection closed', { code })
    const token = this.#options.hello()?.token
    const { onlineAt, now } = { onlineAt: this.#onlineAt, now: this.#options.clock.now() }
    if (code === closeCodes.drain || (onlineAt !== null && now - onlineAt >= HELD))
      this.#backoff.reset()
    this.#drop()
    if (code === closeCodes.unauthorised) {
      this.#refuseSession()
      if (token) this.#options.sessionEnded(token)
    } else if (!shouldReconnect(code)) this.#refuse('unsupported_version')
    else this.#wait()
  }

  /** Whoever waited and is known no more was refused, perhaps while they were not connected. */
  #refuseSession(): void {
    this.#refuse(this.#atDoor ? 'not_admitted' : 'session_ended')
  }

  #refuse(reason: NonNullable<Connection['reason']>): void {
    this.#drop()
    const since = this.#state.since ?? this.#options.clock.now()
    this.#set({ phase: 'refused', retryAt: null, since, reason })
  }

  #wait(): void {
    const { clock } = this.#options
    const wait = Math.max(this.#backoff.next(), this.#retryAfter)
    this.#retryAfter = 0
    const since = this.#state.since ?? clock.now()
    this.#set({ phase: 'waiting', retryAt: clock.now() + wait, since, reason: null })
    this.#callOffRetry = clock.after(wait, () => this.#retry())
  }

  #retry(): void {
    this.#set({ ...this.#state, phase: 'retrying', retryAt: null })
    this.#connect()
  }
}
