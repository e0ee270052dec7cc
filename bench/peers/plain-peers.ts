import { LeanSocket } from '../lean/lean-socket.ts'
import { startServer } from './server-process.ts'
import type { Peer } from './peer.ts'

async function plain(name: string, file: string): Promise<Peer> {
  const server = await startServer(new URL(file, import.meta.url))
  const { port } = server
  return {
    ...server,
    name,
    accept: () => LeanSocket.open({ port, path: '/' }),
    open: () => LeanSocket.open({ port, path: '/' }),
    attend: (socket, heard) => socket.attend((...frame) => heard(1, ...frame)),
    publish: (socket, texts) => socket.send(...texts),
  }
}

export const bareUws = (): Promise<Peer> => plain('bare uWS', './bare-uws.ts')
export const wsLoop = (): Promise<Peer> => plain('ws loop', './ws-loop.ts')

const EVENT = Buffer.from('42["message"')

/** Engine.IO's handshake and packets, as its own client would send them over WebSocket. */
export async function socketIo(): Promise<Peer> {
  const server = await startServer(new URL('./socket-io.ts', import.meta.url))
  const path = '/socket.io/?EIO=4&transport=websocket'
  const accept = (): Promise<LeanSocket> => LeanSocket.open({ port: server.port, path })
  return {
    ...server,
    name: 'Socket.IO',
    accept,
    open: async () => {
      const socket = await accept()
      const joined = socket.next((text) => text.startsWith('40'))
      socket.send('40')
      await joined
      return socket
    },
    attend: (socket, heard) =>
      socket.attend((data, from, to) => {
        if (data.compare(EVENT, 0, EVENT.length, from, from + EVENT.length) === 0)
          heard(1, data, from, to)
      }),
    publish: (socket, texts) =>
      socket.send(...texts.map((text) => `42${JSON.stringify(['message', text])}`)),
  }
}
