import { WebSocketServer } from 'ws'
import { setTimeout as wait } from 'node:timers/promises'
import { LeanSocket } from '../lean/lean-socket.ts'
import { BrowserConnection } from './browser-request.ts'
import type { MessageSource } from './message-source.ts'
import type { MeteredServer } from './metered-server.ts'

/** Takes bytes as they come, and answers how many messages came so far. */
export type Receive = (data: Buffer, from?: number, to?: number) => number

/** One way to bring messages to pages: what the server does, and what each client does. */
export type Transport = {
  name: string
  serve: (server: MeteredServer, source: MessageSource) => void
  /** Receives until it is stopped. */
  connect: (port: number, receive: Receive) => Promise<{ stop: () => void }>
}

const pollEvery = 2_000
const longest = 30_000
const json = { 'content-type': 'application/json', 'cache-control': 'no-store' }

function afterOf(url: string | undefined): number {
  return Number(new URL(url ?? '/', 'http://localhost').searchParams.get('after'))
}

const shortPolling: Transport = {
  name: 'short polling, 2 s',
  serve: ({ http }, source) => {
    http.on('request', (request, response) => {
      response.writeHead(200, json).end(JSON.stringify(source.after(afterOf(request.url))))
    })
  },
  connect: async (port, receive) => {
    const page = new BrowserConnection(port)
    let received = receive(await page.read('/messages?after=0'))
    await wait(Math.random() * pollEvery)
    const poll = async (): Promise<void> => {
      received = receive(await page.read(`/messages?after=${received}`))
    }
    const timer = setInterval(() => void poll(), pollEvery)
    return {
      stop: () => {
        clearInterval(timer)
        page.close()
      },
    }
  },
}

const longPolling: Transport = {
  name: 'long polling',
  serve: ({ http }, source) => {
    http.on('request', (request, response) => {
      const after = afterOf(request.url)
      const answer = (): void => {
        clearTimeout(timer)
        stop()
        response.writeHead(200, json).end(JSON.stringify(source.after(after)))
      }
      const timer = setTimeout(answer, longest)
      const stop = source.subscribe(answer)
      request.on('close', stop)
      if (source.texts.length > after) answer()
    })
  },
  connect: async (port, receive) => {
    const page = new BrowserConnection(port)
    let isStopped = false
    const poll = async (after: number): Promise<void> => {
      const data = await page.read(`/messages?after=${after}`)
      if (!isStopped) await poll(receive(data))
    }
    poll(0).catch((error: unknown) => {
      if (!isStopped) throw error
    })
    return Promise.resolve({
      stop: () => {
        isStopped = true
        page.close()
      },
    })
  },
}

const serverSentEvents: Transport = {
  name: 'server-sent events',
  serve: ({ http }, source) => {
    http.on('request', (request, response) => {
      response.writeHead(200, { ...json, 'content-type': 'text/event-stream' })
      response.flushHeaders()
      let number = 0
      const tell = (text: string): void => void response.write(`id: ${number++}\ndata: ${text}\n\n`)
      for (const text of source.texts) tell(text)
      request.on('close', source.subscribe(tell))
    })
  },
  connect: async (port, receive) => {
    const page = new BrowserConnection(port)
    const stream = await page.open('/events')
    stream.on('data', (data: Buffer) => receive(data))
    stream.on('error', () => undefined)
    return { stop: () => page.close() }
  },
}

const webSocket: Transport = {
  name: 'WebSocket',
  serve: ({ http }, source) => {
    const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
    sockets.on('connection', (socket) => {
      for (const text of source.texts) socket.send(text)
      socket.on(
        'close',
        source.subscribe((text) => socket.send(text)),
      )
    })
  },
  connect: async (port, receive) => {
    const socket = await LeanSocket.open({ port, path: '/' })
    socket.attend((data, from, to) => receive(data, from, to))
    return { stop: () => socket.close() }
  },
}

export const transports = [shortPolling, longPolling, serverSentEvents, webSocket]
