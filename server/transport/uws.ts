import { App, us_listen_socket_close, us_socket_local_port } from 'uWebSockets.js'
import type { TemplatedApp, us_listen_socket } from 'uWebSockets.js'

export type {
  HttpRequest,
  HttpResponse,
  RecognizedString,
  TemplatedApp,
  WebSocket,
  us_socket_context_t,
} from 'uWebSockets.js'

/** The one door to the native library, so that a build that brings it in another way has one place to change. */
export function createApp(): TemplatedApp {
  return App()
}

/** Without it a second server could listen on the same port and take half of the connections. */
const EXCLUSIVE_PORT = 1
type ListenExclusively = (
  host: string,
  port: number,
  options: number,
  callback: (socket: us_listen_socket | false) => void,
) => TemplatedApp

export type Listening = { port: number; stopListening: () => void }

/** Null where the address could not be had. */
export function listen(app: TemplatedApp, host: string, port: number): Promise<Listening | null> {
  return new Promise((resolve) => {
    const exclusively = app.listen.bind(app) as unknown as ListenExclusively
    exclusively(host, port, EXCLUSIVE_PORT, (socket) => {
      if (!socket) return resolve(null)
      let open = true
      resolve({
        port: us_socket_local_port(socket),
        stopListening: () => {
          if (open) us_listen_socket_close(socket)
          open = false
        },
      })
    })
  })
}
