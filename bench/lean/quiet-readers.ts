import { setImmediate as turn } from 'node:timers/promises'
import type { LeanSocket } from './lean-socket.ts'

/** Sockets that leave their bytes in the kernel, and are read in bulk or a few at a time. */
export class QuietReaders {
  readonly sockets: readonly LeanSocket[]
  #at = 0
  #reading: LeanSocket[] = []
  #all: Promise<void> | null = null

  constructor(sockets: readonly LeanSocket[]) {
    this.sockets = sockets
    for (const socket of sockets) socket.quieten()
  }

  /** Reads from all of them what the kernel holds. */
  readAll(): Promise<void> {
    this.#all ??= this.#readAll().finally(() => (this.#all = null))
    return this.#all
  }

  async #readAll(): Promise<void> {
    for (const socket of this.sockets) socket.startReading()
    await turn()
    await turn()
    for (const socket of this.sockets) socket.stopReading()
  }

  /** Reads from the next few of them until it is called again: so nobody waits for all of them. */
  readSome(count: number): void {
    for (const socket of this.#reading) socket.stopReading()
    this.#reading = this.sockets.slice(this.#at, this.#at + count)
    for (const socket of this.#reading) socket.startReading()
    this.#at = this.#at + count >= this.sockets.length ? 0 : this.#at + count
  }

  /** Every socket has received just as much as `reference` since `marks`; throws if that never comes. */
  async settle(reference: Mark, marks: readonly Mark[], limit = 20_000): Promise<void> {
    const deadline = performance.now() + limit
    for (;;) {
      const late = this.sockets.findIndex(
        (socket, index) => !isLike(socket, marks[index]!, reference),
      )
      if (late < 0) return
      const socket = this.sockets[late]!
      if (socket.closed) throw new Error(`a member was closed with ${socket.closeCode}`)
      if (performance.now() > deadline) throw lost(late, socket, marks[late]!, reference)
      await this.readAll()
    }
  }
}

/** Frames and bytes that a socket had received at some moment, or received since another. */
export type Mark = { frames: number; bytes: number }

export function markOf({ frames, bytes }: Mark): Mark {
  return { frames, bytes }
}

export function since(socket: Mark, mark: Mark): Mark {
  return { frames: socket.frames - mark.frames, bytes: socket.bytes - mark.bytes }
}

function isLike(socket: Mark, mark: Mark, reference: Mark): boolean {
  return (
    socket.frames - mark.frames === reference.frames &&
    socket.bytes - mark.bytes === reference.bytes
  )
}

function lost(index: number, socket: Mark, mark: Mark, reference: Mark): Error {
  const got = since(socket, mark)
  return new Error(
    `member ${index} received ${got.frames} frames, ${got.bytes} bytes; ` +
      `others ${reference.frames} frames, ${reference.bytes} bytes`,
  )
}
