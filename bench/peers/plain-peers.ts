import { fileURLToPath } from 'node:url'
import { LeanSocket } from '../lean/lean-socket.ts'
import { startProcess, type Peer } from './peer.ts'

const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

async function plain(name: string, file: string): Promise<Peer> {
  const { port, ...process } = await startProcess(script(file))
  return {
    ...process,
    name,
    open: (_index, onText) => LeanSocket.open({ port, path: '/', onText }),
    encode: (texts) => [...texts],
    count: () => 1,
  }
}

export const bareUws = (): Promise<Peer> => plain('bare uWS', './bare-uws.ts')
export const wsLoop = (): Promise<Peer> => plain('ws loop', './ws-loop.ts')

/** Engine.IO's handshake and packets, as its own client would send them over WebSocket. */
export async function socketIo(): Promise<Peer> {
  const { port, ...process } = await startProcess(script('./socket-io.ts'))
  return {
    ...process,
    name: 'Socket.IO',
    open: async (_index, onText) => {
      const path = '/socket.io/?EIO=4&transport=websocket'
      const socket = await LeanSocket.open({ port, path, onText })
      socket.send('40')
      return socket
    },
    encode: (texts) => texts.map((text) => `42${JSON.stringify(['message', text])}`),
    count: (frame) => (frame.startsWith('42["message"') ? 1 : 0),
  }
}
