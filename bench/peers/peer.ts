import type { FrameListener, LeanSocket } from '../lean/lean-socket.ts'
import type { ServerProcess } from './server-process.ts'

/** Hears how many of the group's messages came, and the frame that they came in. */
export type Heard = (messages: number, ...frame: Parameters<FrameListener>) => void

/** A server with one group in which every message reaches every member. */
export type Peer = ServerProcess & {
  name: string
  /** Opens a connection up to the accepted upgrade and no further. */
  accept: () => Promise<LeanSocket>
  /** Opens the connection of the group's member `index`, and resolves when it hears the group. */
  open: (index: number) => Promise<LeanSocket>
  /** Reads from now on. Throws at a refusal or a hole. */
  attend: (socket: LeanSocket, heard: Heard) => void
  publish: (socket: LeanSocket, texts: readonly string[]) => void
}
