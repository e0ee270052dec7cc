import {
  closeCodes,
  directPeer,
  topics,
  type CloseReason,
  type ConversationId,
  type UserId,
} from '../../../protocol/index.ts'
import type { Caller } from '../../domain/caller.ts'
import type { Activity } from '../../domain/presence/presence-desk.ts'
import type { Listener } from '../../handlers/socket/listener.ts'
import type { WebSocket } from '../uws.ts'
import type { Door } from './door.ts'
import type { UserData } from './user-data.ts'

/** Characters of a frame from which on it is worth reckoning its bytes. */
const LARGE = 8 * 1024

/** One socket and what is known of it. There are thousands: no field without need, no closures. */
export class Connection implements Listener {
  readonly id: number
  readonly door: Door
  #socket: WebSocket<UserData> | null = null
  #unsent: string[] | null = null

  /**
   * `refused` before `hello`: it is only opened in order to be told why it is closed. `at-door`: its person
   * waits to be let in.
   */
  phase: 'refused' | 'new' | 'greeting' | 'at-door' | 'greeted'
  caller: Caller | null = null
  activity: Activity = 'online'

  /** Frames that it may still send, and when that was last reckoned. */
  allowance: number
  allowanceAt: number
  malformed = 0
  inFlight = 0
  /** Frames that wait until others are answered. */
  waiting: string[] | null = null
  waitingBytes = 0
  /** Bytes of the largest answer that is on its way: it does not make of its asker a slow reader. */
  slack = 0

  constructor(id: number, door: Door, phase: 'refused' | 'new', allowance: number) {
    this.id = id
    this.door = door
    this.phase = phase
    this.allowance = allowance
    this.allowanceAt = Math.trunc(performance.now())
  }

  opened(socket: WebSocket<UserData>): void {
    this.#socket = socket
  }

  closed(): void {
    this.#socket = null
    this.#unsent = null
    this.waiting = null
  }

  get isOpen(): boolean {
    return this.#socket !== null
  }

  get bufferedBytes(): number {
    return this.#socket?.getBufferedAmount() ?? 0
  }

  /** Sends a frame with the others of this turn of the event loop. */
  send(frame: string): void {
    if (!this.#socket) return
    if (this.#unsent) return void this.#unsent.push(frame)
    this.#unsent = [frame]
    this.door.wayOut.flushSoon(this)
  }

  /** Sends an answer, however large it is. */
  answer(frame: string): void {
    if (frame.length > LARGE) this.slack = Math.max(this.slack, Buffer.byteLength(frame))
    this.send(frame)
  }

  /** Sends what waits. True if the socket took all of it without keeping any back. */
  flush(): boolean {
    const frames = this.#unsent
    const socket = this.#socket
    this.#unsent = null
    if (!socket || !frames) return true
    if (frames.length === 1) return socket.send(frames[0]!) === 1
    let taken = true
    socket.cork(() => {
      for (const frame of frames) if (this.#socket) taken = socket.send(frame) === 1 && taken
    })
    return taken
  }

  /** Closes after what was sent before, with a code that tells the client whether to come back. */
  close(reason: CloseReason, message: string): void {
    this.flush()
    this.#socket?.end(closeCodes[reason], message)
  }

  /** Publishes to everyone else on the topic. */
  publish(topic: string, frame: string | Uint8Array): void {
    this.#socket?.publish(topic, frame)
  }

  subscribe(topic: string): void {
    this.#socket?.subscribe(topic)
  }

  unsubscribe(topic: string): void {
    this.#socket?.unsubscribe(topic)
  }

  hears(conversation: ConversationId): boolean {
    if (!this.#socket || !this.caller) return false
    if (directPeer(conversation, this.caller.user) !== null) return true
    return this.#socket.isSubscribed(topics.conversation(conversation))
  }

  watch(users: readonly UserId[]): void {
    if (!this.#socket) return
    const wanted = new Set(users.map(topics.presence))
    const ofPresence = topics.presence('')
    for (const topic of this.#socket.getTopics()) {
      if (topic.startsWith(ofPresence) && !wanted.delete(topic)) this.#socket.unsubscribe(topic)
    }
    for (const topic of wanted) this.#socket.subscribe(topic)
  }
}
