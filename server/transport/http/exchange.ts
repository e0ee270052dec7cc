import type { HttpRequest, HttpResponse } from '../uws.ts'
import { statusLine } from './http-status.ts'

export type Headers = Readonly<Record<string, string>>
export type Answer = { status: number; headers: Headers; body?: string | Uint8Array }

/** The request's headers that the server ever looks at; the native request is gone after the first await. */
const READ_HEADERS = [
  'accept',
  'accept-encoding',
  'authorization',
  'content-length',
  'content-type',
  'host',
  'if-none-match',
  'origin',
  'forwarded',
  'sec-fetch-mode',
  'x-forwarded-for',
] as const
export type HeaderName = (typeof READ_HEADERS)[number]

/** Above this many bytes a body is handed to the socket as it drains instead of being copied at once. */
const STREAMED_BYTES = 128 * 1024

/** One HTTP request and its only answer. Knows when the other side went away, and says nothing then. */
export class Exchange {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly #response: HttpResponse
  readonly #headers = new Map<HeaderName, string>()
  #state: 'open' | 'answered' | 'aborted' = 'open'
  readonly #onSettled: (() => void)[] = []
  #address: string | null = null
  #status = 0

  constructor(response: HttpResponse, request: HttpRequest) {
    this.#response = response
    this.method = request.getMethod().toUpperCase()
    this.path = request.getUrl()
    this.query = request.getQuery()
    for (const name of READ_HEADERS) {
      const value = request.getHeader(name)
      if (value) this.#headers.set(name, value)
    }
    if (this.#headers.has('x-forwarded-for')) this.#joinForwarded(request)
    response.onAborted(() => this.#settle('aborted'))
  }

  /** A proxy may add a line of its own to those that came with the request; the native library tells the first. */
  #joinForwarded(request: HttpRequest): void {
    const lines: string[] = []
    request.forEach((name, value) => void (name === 'x-forwarded-for' && lines.push(value)))
    this.#headers.set('x-forwarded-for', lines.join(','))
  }

  /** Empty where the header is absent. */
  header(name: HeaderName): string {
    return this.#headers.get(name) ?? ''
  }

  /** The remote address, IPv4 as such even on a socket that takes both families. */
  get address(): string {
    if (this.#state !== 'open') return this.#address ?? ''
    return (this.#address ??= readableAddress(this.#response.getRemoteAddressAsText()))
  }

  /** A proxy speaks for somebody else, on this machine too. */
  get isForwarded(): boolean {
    return this.header('x-forwarded-for') + this.header('forwarded') !== ''
  }

  /** Of the answer; 0 where there was none. */
  get status(): number {
    return this.#status
  }

  get isOpen(): boolean {
    return this.#state === 'open'
  }

  /** Calls back once, when it was answered or the other side went away. */
  onSettled(listener: () => void): void {
    if (this.#state === 'open') this.#onSettled.push(listener)
    else listener()
  }

  /** Hands over the body as it comes: chunks are only valid during the call. */
  receive(onChunk: (chunk: Uint8Array, isLast: boolean) => void): void {
    if (!this.isOpen) return
    this.#response.onData((chunk, isLast) => onChunk(new Uint8Array(chunk), isLast))
  }

  /** @param last the connection is closed afterwards, because the request was not read to its end. */
  answer({ status, headers, body }: Answer, { last = false } = {}): void {
    if (!this.isOpen) return
    void this.address
    this.#status = status
    const response = this.#response
    response.cork(() => {
      response.writeStatus(statusLine(status))
      for (const name in headers) response.writeHeader(name, headers[name]!)
      if (this.method === 'HEAD') response.writeHeader('content-length', String(byteLength(body)))
      // Given any argument, this version of the native library leaves the connection unusable.
      if (this.method === 'HEAD' || status === 304 || status === 204) response.endWithoutBody()
      else if (body === undefined) response.end('', last)
      else if (typeof body === 'string' || body.byteLength <= STREAMED_BYTES)
        response.end(body, last)
      else return this.#stream(body)
      this.#settle('answered')
    })
  }

  #stream(body: Uint8Array): void {
    const response = this.#response
    const [, done] = response.tryEnd(body, body.byteLength)
    if (done) return this.#settle('answered')
    response.onWritable((offset) => {
      const [ok, ended] = response.tryEnd(body.subarray(offset), body.byteLength)
      if (ended) this.#settle('answered')
      return ok
    })
  }

  #settle(state: 'answered' | 'aborted'): void {
    if (this.#state !== 'open') return
    this.#state = state
    for (const listener of this.#onSettled) listener()
  }
}

function byteLength(body: string | Uint8Array | undefined): number {
  return body === undefined ? 0 : Buffer.byteLength(body)
}

const MAPPED_IPV4 = /^(?:0{4}:){5}ffff:([0-9a-f]{2})([0-9a-f]{2}):([0-9a-f]{2})([0-9a-f]{2})$/

export function readableAddress(text: ArrayBuffer): string {
  const address = Buffer.from(text).toString()
  const parts = MAPPED_IPV4.exec(address)
  return parts
    ? parts
        .slice(1)
        .map((hex) => parseInt(hex, 16))
        .join('.')
    : address
}
