import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { announce } from './peer-process.ts'

/** Socket.IO 4 over WebSocket alone, publishing to a room. */
const http = createServer()
const io = new Server(http, {
  transports: ['websocket'],
  serveClient: false,
  // Quiet members are read in bulk and would answer late.
  pingInterval: 3_600_000,
})
io.on('connection', (socket) => {
  void socket.join('room')
  socket.on('message', (text: string) => io.to('room').emit('message', text))
})
http.listen(0, '127.0.0.1', () => announce((http.address() as AddressInfo).port))
