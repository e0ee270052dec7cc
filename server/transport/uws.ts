import type { TemplatedApp, us_listen_socket } from 'uWebSockets.js'
import { nativeLibrary } from '../supplies/source/native-library.ts'

export type {
  HttpRequest,
  HttpResponse,
  RecognizedString,
  TemplatedApp,
  WebSocket,
  us_socket_context_t,
} from 'uWebSockets.js'

/** With `createSecureApp` the one door to the native library. */
export function createApp(): TemplatedApp {
  return nativeLibrary().App()
}

/**
 * One that speaks TLS, 1.2 or newer. The files, in PEM, are read before this returns.
 * @throws where they are no use to the library
 */
export function createSecureApp(keyFile: string, certificateFile: string): TemplatedApp {
  return nativeLibrary().SSLApp({
    key_file_name: keyFile,
    cert_file_name: certificateFile,
    // An idle connection keeps no buffers: there are thousands.
    ssl_prefer_low_memory_usage: true,
  })
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
        port: nativeLibrary().us_socket_local_port(socket),
        stopListening: () => {
          if (open) nativeLibrary().us_listen_socket_close(socket)
          open = false
        },
      })
    })
  })
}
