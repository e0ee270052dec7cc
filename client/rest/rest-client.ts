import {
  apiBase,
  check,
  refusal,
  Refused,
  routes,
  type Route,
  type RouteInput,
  type RouteName,
  type RouteResponse,
} from '../../protocol/index.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { Unreachable } from '../space-client.ts'

export type RestOptions = {
  /** Where the space is now. */
  address(): string
  fetch: typeof fetch
  clock: Clock
  log: Log
  token(): string | null
  /** The server does not know this token any more. */
  unauthorised(token: string): void
}

type AnyInput = {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: object
}

const TIMEOUT = 20_000

/** The REST half of the protocol: one call per route, checked on its way in. */
export class RestClient {
  readonly #options: RestOptions

  constructor(options: RestOptions) {
    this.#options = options
  }

  /** @throws Refused where the server said no, Unreachable where it gave no readable answer. */
  async call<N extends RouteName>(
    name: N,
    input: RouteInput<N>,
    image?: Blob,
  ): Promise<RouteResponse<N>> {
    const route: Route = routes[name]
    const token = route.auth === 'session' ? this.#options.token() : null
    if (route.auth === 'session' && token === null)
      throw new Refused('unauthorised', 'nobody is signed in')
    const { status, text } = await this.#fetch(route, input as AnyInput, token, image)
    const answer = this.#read(name, text)
    if (status >= 200 && status < 300) return this.#accept(name, route, answer)
    const refused = this.#refusal(status, answer)
    if (refused.code === 'unauthorised' && token !== null) this.#options.unauthorised(token)
    throw refused
  }

  async #fetch(
    route: Route,
    input: AnyInput,
    token: string | null,
    image: Blob | undefined,
  ): Promise<{ status: number; text: string }> {
    const abort = new AbortController()
    const callOff = this.#options.clock.after(TIMEOUT, () => abort.abort())
    try {
      const response = await this.#options.fetch(this.#address(route, input), {
        method: route.method,
        headers: headersOf(token, input, image),
        body: image ?? (input.body ? JSON.stringify(input.body) : undefined),
        credentials: 'omit',
        signal: abort.signal,
      })
      return { status: response.status, text: await response.text() }
    } catch (error) {
      throw new Unreachable(`${route.method} ${route.path}: ${String(error)}`)
    } finally {
      callOff()
    }
  }

  #address(route: Route, input: AnyInput): string {
    const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(input.params?.[name] ?? ''),
    )
    const query = new URLSearchParams()
    for (const [key, value] of Object.entries(input.query ?? {}))
      if (value !== undefined && value !== '') query.set(key, String(value))
    const search = query.size > 0 ? `?${query.toString()}` : ''
    return this.#options.address().replace(/\/$/, '') + apiBase + path + search
  }

  #read(name: RouteName, text: string): unknown {
    try {
      return text === '' ? {} : JSON.parse(text)
    } catch {
      throw new Unreachable(`the answer to ${name} could not be read`)
    }
  }

  #accept<N extends RouteName>(name: N, route: Route, answer: unknown): RouteResponse<N> {
    try {
      return check(route.response, answer) as RouteResponse<N>
    } catch (error) {
      this.#options.log('unreadable answer', { name, error: String(error) })
      throw new Unreachable(`the answer to ${name} could not be read`)
    }
  }

  #refusal(status: number, answer: unknown): Refused {
    const error = typeof answer === 'object' && answer && 'error' in answer ? answer.error : null
    const read = refusal.safeParse(error)
    if (!read.success) throw new Unreachable(`status ${status} and no reason`)
    return Refused.from(read.data)
  }
}

function headersOf(token: string | null, input: AnyInput, image: Blob | undefined): HeadersInit {
  return {
    accept: 'application/json',
    ...(token !== null && { authorization: `Bearer ${token}` }),
    ...(input.body && { 'content-type': 'application/json' }),
    ...(image && { 'content-type': image.type || 'application/octet-stream' }),
  }
}
