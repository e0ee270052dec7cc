import { App, us_socket_local_port } from 'uWebSockets.js'
import { announce } from './peer-process.ts'

/** The limit: publishes what it received, unparsed and unsaved, from its message handler. */
const app = App()
app.ws('/*', {
  maxBackpressure: 64 * 1024 * 1024,
  maxPayloadLength: 1024 * 1024,
  idleTimeout: 0,
  open: (socket) => void socket.subscribe('room'),
  message: (_socket, message, isBinary) => void app.publish('room', message, isBinary),
})
app.listen('127.0.0.1', 0, (socket) => {
  if (!socket) throw new Error('no port')
  announce(us_socket_local_port(socket))
})
