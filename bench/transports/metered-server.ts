import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** An HTTP server that knows how many bytes went through its connections, in both directions. */
export class MeteredServer {
  readonly http: Server = createServer()
  readonly #sockets = new Set<Socket>()

  private constructor() {
    this.http.on('connection', (socket) => this.#sockets.add(socket))
  }

  static async start(): Promise<MeteredServer> {
    const server = new MeteredServer()
    server.http.listen(0, '127.0.0.1')
    await once(server.http, 'listening')
    return server
  }

  get port(): number {
    return (this.http.address() as AddressInfo).port
  }

  /** Above TCP: what the programs wrote. */
  get bytes(): number {
    let sum = 0
    for (const socket of this.#sockets) sum += socket.bytesRead + socket.bytesWritten
    return sum
  }

  stop(): void {
    this.http.close()
    this.http.closeAllConnections()
    for (const socket of this.#sockets) socket.destroy()
  }
}
