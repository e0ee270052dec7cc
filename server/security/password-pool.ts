import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import { Refused } from '../../protocol/index.ts'
import type { HashingTurn, PasswordHasher } from '../domain/accounts/password-hasher.ts'
import { startThread } from '../supplies/source/start-thread.ts'
import type { PasswordResult, PasswordWork } from './password-worker.ts'
import { Turns } from './turns.ts'

export type PasswordPoolOptions = {
  /** bcrypt's cost: each step doubles the work. */
  cost?: number
  /** Two where there are two cores: more would be no faster on one. */
  workers?: number
  /** How many may be before somebody who waits for a worker. */
  queue?: number
  /** Milliseconds that somebody may have to wait: less than a client waits for an answer. */
  patience?: number
  startWorker?: () => Worker
}

type Task = {
  work: PasswordWork
  done: (result: PasswordResult) => void
  failed: (error: Error) => void
}
type Hand = { worker: Worker; task: Task | null; startedAt: number }

const USUAL_DURATION = 300

/** Hashes passwords with bcrypt in threads of its own, everyone in turn. They start when needed. */
export class PasswordPool implements PasswordHasher {
  readonly #cost: number
  readonly #limit: number
  readonly #queueLimit: number
  readonly #patience: number
  readonly #startWorker: () => Worker
  readonly #hands = new Set<Hand>()
  readonly #queue = new Turns<Task>()
  /** Milliseconds that one task takes, as a moving average. */
  #duration = USUAL_DURATION
  #closed = false

  constructor(options: PasswordPoolOptions = {}) {
    this.#cost = options.cost ?? 12
    this.#limit = options.workers ?? Math.min(2, availableParallelism())
    this.#queueLimit = options.queue ?? 256
    this.#patience = options.patience ?? 12_000
    this.#startWorker = options.startWorker ?? startPasswordWorker
  }

  async hash(password: string, turn: HashingTurn): Promise<string> {
    const result = await this.#run({ do: 'hash', password, cost: this.#cost }, turn)
    if ('hash' in result) return result.hash
    throw unexpected(result)
  }

  async matches(password: string, hash: string | null, turn: HashingTurn): Promise<boolean> {
    const against = hash ?? hashOfNobody(this.#cost)
    const result = await this.#run({ do: 'matches', password, hash: against }, turn)
    if ('matches' in result) return result.matches && hash !== null
    throw unexpected(result)
  }

  /** Ends the threads; what waits is refused. */
  async close(): Promise<void> {
    this.#closed = true
    const hands = [...this.#hands]
    const waiting = [...this.#queue.clear(), ...hands.flatMap(({ task }) => task ?? [])]
    this.#hands.clear()
    for (const task of waiting) task.failed(unavailable(undefined))
    await Promise.all(hands.map(({ worker }) => worker.terminate()))
  }

  #run(work: PasswordWork, turn: HashingTurn): Promise<PasswordResult> {
    if (this.#closed) return Promise.reject(unavailable(undefined))
    const ahead = this.#queue.ahead(turn)
    const wait = Math.ceil((this.#duration * ahead) / this.#limit)
    if (ahead >= this.#queueLimit || wait > this.#patience) return Promise.reject(unavailable(wait))
    return new Promise((done, failed) => {
      this.#queue.push(turn, { work, done, failed })
      this.#assign()
    })
  }

  #assign(): void {
    const hand = this.#queue.size > 0 ? this.#freeHand() : null
    if (!hand) return
    hand.task = this.#queue.shift()!
    hand.startedAt = performance.now()
    hand.worker.ref()
    hand.worker.postMessage(hand.task.work)
  }

  #freeHand(): Hand | null {
    for (const hand of this.#hands) if (!hand.task) return hand
    return this.#hands.size < this.#limit ? this.#hire() : null
  }

  #hire(): Hand {
    const hand: Hand = { worker: this.#startWorker(), task: null, startedAt: 0 }
    this.#hands.add(hand)
    hand.worker.on('message', (result: PasswordResult) => this.#finished(hand, result))
    hand.worker.on('error', (error) => this.#lost(hand, error))
    hand.worker.on('exit', () => this.#lost(hand, new Error('a password thread ended')))
    return hand
  }

  #finished(hand: Hand, result: PasswordResult): void {
    const { task } = hand
    hand.task = null
    // A thread that waits for work does not keep the process alive.
    hand.worker.unref()
    this.#duration += (performance.now() - hand.startedAt - this.#duration) / 8
    task?.done(result)
    this.#assign()
  }

  #lost(hand: Hand, error: unknown): void {
    if (!this.#hands.delete(hand)) return
    hand.task?.failed(error instanceof Error ? error : new Error(String(error)))
    this.#assign()
  }
}

function startPasswordWorker(): Worker {
  return startThread('password-worker')
}

/** Well formed, so that comparing takes its full time, and no password's. */
function hashOfNobody(cost: number): string {
  return `$2b$${String(cost).padStart(2, '0')}$${'abcdefghijklmnopqrstuu'}${'.'.repeat(31)}`
}

function unavailable(retryAfter: number | undefined): Refused {
  return new Refused('unavailable', 'Too many people are signing in: try again soon', {
    retryAfter,
  })
}

function unexpected(result: PasswordResult): Error {
  return new Error(
    'failed' in result ? result.failed : 'a password thread answered another question',
  )
}
