import { limits, socketPath, subprotocols } from '../../../protocol/index.ts'
import type { Metrics } from '../../observability/metrics.ts'
import type { Failures } from '../failures.ts'
import { notForThisPage, type Origins } from '../origins.ts'
import type { HttpRequest, HttpResponse, us_socket_context_t } from '../uws.ts'
import type { Audience } from './audience.ts'
import { Connection } from './connection.ts'
import type { Connections } from './connections.ts'
import type { Door } from './door.ts'
import { HelloTimeouts } from './hello-timeouts.ts'
import type { SlowConsumers } from './slow-consumers.ts'
import type { SocketRequests } from './socket-requests.ts'
import type { SocketSettings } from './socket-settings.ts'
import { chooseSubprotocol, refusedSubprotocol } from './upgrade.ts'
import type { UserData } from './user-data.ts'

export type SocketServerDeps = {
  requests: SocketRequests
  connections: Connections
  audience: Audience
  slow: SlowConsumers
  origins: Origins
  failures: Failures
  metrics: Metrics
  settings: SocketSettings
}

/**
 * Bytes that a welcome has at most: thousands of conversations, each with a long last message. The native
 * library knows nothing of who is excused for one, and closes without a word.
 */
const LARGEST_ANSWER = 64 * 1024 * 1024

/** Takes WebSocket connections and hands on what they send. */
export class SocketServer {
  readonly #deps: SocketServerDeps
  readonly #late: HelloTimeouts
  #lastId = 0
  #stopping = false

  constructor(deps: SocketServerDeps) {
    this.#deps = deps
    this.#late = new HelloTimeouts(deps.settings.helloTimeout)
  }

  serve(door: Door): void {
    const { settings, slow } = this.#deps
    door.app.ws<UserData>(socketPath, {
      // A frame somewhat too large is still read, so that its sender can be told.
      maxPayloadLength: limits.frameBytes * 2,
      maxBackpressure: slow.limit * 2 + LARGEST_ANSWER,
      closeOnBackpressureLimit: true,
      idleTimeout: settings.idleTimeout / 1000,
      upgrade: (response, request, context) => this.#upgrade(door, response, request, context),
      open: (socket) => {
        const connection = socket.getUserData().connection
        connection.opened(socket)
        this.#opened(connection)
      },
      message: (socket, bytes, isBinary) => {
        this.#received(socket.getUserData().connection, bytes, isBinary)
      },
      drain: (socket) => {
        if (socket.getBufferedAmount() === 0) socket.getUserData().connection.slack = 0
      },
      close: (socket, code) => this.#closed(socket.getUserData().connection, code),
    })
  }

  /** Takes no more connections. */
  stop(): void {
    this.#stopping = true
  }

  /** Asks every client to come back in a moment. */
  closeAll(reason: 'drain' | 'storageFailed', message: string): void {
    for (const connection of [...this.#deps.connections.all()]) connection.close(reason, message)
  }

  #upgrade(
    door: Door,
    response: HttpResponse,
    request: HttpRequest,
    context: us_socket_context_t,
  ): void {
    const { origins, settings } = this.#deps
    if (this.#stopping) return refuse(response, '503 Service Unavailable', 'The server is stopping')
    if (!origins.mayUse(request.getHeader('origin'), request.getHeader('host'))) {
      return refuse(response, '403 Forbidden', notForThisPage)
    }
    const offered = request.getHeader('sec-websocket-protocol')
    const spoken = chooseSubprotocol(offered)
    const phase = spoken === null ? 'refused' : 'new'
    const allowance = Math.trunc(settings.frames?.burst ?? 0)
    response.upgrade<UserData>(
      { connection: new Connection(++this.#lastId, door, phase, allowance) },
      request.getHeader('sec-websocket-key'),
      spoken ?? refusedSubprotocol(offered),
      request.getHeader('sec-websocket-extensions'),
      context,
    )
  }

  #opened(connection: Connection): void {
    const { connections, metrics } = this.#deps
    metrics.counts.connectionsOpened++
    connection.door.connections++
    connections.opened(connection)
    if (connection.phase === 'refused') {
      return connection.close('unsupportedVersion', `speaks ${subprotocols.join(', ')}`)
    }
    this.#late.opened(connection)
  }

  #received(connection: Connection, bytes: ArrayBuffer, isBinary: boolean): void {
    try {
      this.#deps.requests.received(connection, bytes, isBinary)
    } catch (error) {
      // Thrown into the native library it would end the server for everybody.
      this.#deps.failures.report(error, 'frame')
      connection.close('malformedFrame', 'the server could not handle this frame')
    }
    if (connection.phase !== 'new') this.#late.settled(connection)
  }

  #closed(connection: Connection, code: number): void {
    const { audience, connections, metrics } = this.#deps
    connection.closed()
    connection.door.connections--
    this.#late.settled(connection)
    connections.closed(connection)
    if (connection.phase === 'greeted') audience.left(connection)
    metrics.connectionClosed(code)
  }
}

function refuse(response: HttpResponse, status: string, message: string): void {
  const body = JSON.stringify({ error: { code: 'forbidden', message } })
  response.writeStatus(status).writeHeader('content-type', 'application/json').end(body, true)
}
