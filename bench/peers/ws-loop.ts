import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { announce } from './peer-process.ts'

/** What most first servers are: `ws`, and a loop over its clients. */
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
server.on('connection', (socket) => {
  socket.on('message', (message, isBinary) => {
    for (const client of server.clients) client.send(message, { binary: isBinary })
  })
})
server.on('listening', () => announce((server.address() as AddressInfo).port))
