import {
  Refused,
  apiBase,
  check,
  errorCodes,
  limits,
  routes,
  type ErrorCode,
  type Route,
  type RouteName,
} from '../../../protocol/index.ts'
import type { Caller } from '../../domain/caller.ts'
import type { RestHandlers } from '../../handlers/rest/rest-handler.ts'
import type { Failures } from '../failures.ts'
import { notForThisPage, type Origins } from '../origins.ts'
import type { Proxies } from '../proxies.ts'
import type { TemplatedApp } from '../uws.ts'
import { Aborted, readBody } from './body.ts'
import { entityTag, isKnown } from './entity-tag.ts'
import { Exchange } from './exchange.ts'
import { askedAbout, corsHeaders, json, notKept } from './http-headers.ts'
import type { HttpTraffic } from './http-traffic.ts'
import { parametersOf, pathParameters, queryParameters } from './request-input.ts'

export type RestSide = {
  handlers: RestHandlers
  /** @throws Refused `unauthorised`, `waiting` */
  authenticate: (token: string, options?: { waitingToo: true }) => Promise<Caller>
  origins: Origins
  /** Whether this entrance is for the machine itself alone. */
  isLocal: boolean
  proxies: Proxies
  failures: Failures
  traffic: HttpTraffic
}

type AnyHandler = (request: object) => unknown
const nativeMethods = {
  GET: 'get',
  POST: 'post',
  PUT: 'put',
  PATCH: 'patch',
  DELETE: 'del',
} as const

/** Serves every route of `protocol/rest.ts` by the handler of its name. */
export function serveRest(app: TemplatedApp, side: RestSide): void {
  for (const name of Object.keys(routes) as RouteName[]) {
    const route: Route = routes[name]
    const parameters = parametersOf(route.path)
    app[nativeMethods[route.method]](apiBase + route.path, (response, request) => {
      const given = pathParameters(request, parameters)
      const exchange = new Exchange(response, request)
      side.traffic.began(exchange, name)
      void side.traffic.during(answerRoute(exchange, name, given, side))
    })
  }
}

async function answerRoute(
  exchange: Exchange,
  name: RouteName,
  params: Record<string, string>,
  side: RestSide,
): Promise<void> {
  try {
    const route: Route = routes[name]
    // The body comes at once or never, so it is asked for before anything is waited for.
    const body = takeBody(exchange, route)
    body.catch(() => {})
    if (!side.origins.mayUse(exchange.header('origin'), exchange.header('host'))) {
      throw new Refused('forbidden', notForThisPage)
    }
    side.traffic.admit()
    // A stranger is refused before the body came, and a device that was signed out while it did after it.
    await callerOf(exchange, route, side)
    const bytes = await body
    const request = {
      ...(route.params && { params: check(route.params, params, 'params') }),
      ...(route.query && { query: check(route.query, queryParameters(exchange.query), 'query') }),
      caller: await callerOf(exchange, route, side),
      isLocal: side.isLocal && !exchange.isForwarded,
      address: side.proxies.clientOf(exchange.address, exchange.header('x-forwarded-for')),
      ...readInput(route, bytes),
    }
    const answer = await (side.handlers[name] as AnyHandler)(request)
    answerJson(exchange, side.origins, JSON.stringify(answer), route.cached === true)
  } catch (error) {
    if (error instanceof Aborted) return
    answerRefusal(exchange, side.origins, side.failures.toRefused(error, name))
  }
}

async function callerOf(
  exchange: Exchange,
  route: Route,
  { authenticate }: RestSide,
): Promise<Caller | null> {
  if (route.auth !== 'session') return null
  return authenticate(bearerToken(exchange), route.waitingToo && { waitingToo: true })
}

function takeBody(exchange: Exchange, route: Route): Promise<Uint8Array> {
  if (route.method === 'GET' || route.method === 'DELETE') return Promise.resolve(new Uint8Array())
  return readBody(exchange, route.body ? limits.bodyBytes : limits.pictureBytes)
}

function readInput(route: Route, bytes: Uint8Array): { bytes: Uint8Array; body?: object } {
  if (!route.body) return { bytes }
  return { bytes: new Uint8Array(), body: check(route.body, parseJson(bytes), 'body') }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString())
  } catch {
    throw new Refused('invalid', 'body: is not JSON', { field: 'body' })
  }
}

function bearerToken(exchange: Exchange): string {
  const [, token] = /^Bearer +(\S{1,200})$/i.exec(exchange.header('authorization')) ?? []
  if (!token) throw new Refused('unauthorised', 'Needs an Authorization header with a bearer token')
  return token
}

function answerJson(exchange: Exchange, origins: Origins, body: string, cached: boolean): void {
  const cors = corsHeaders(exchange, origins)
  if (!cached)
    return exchange.answer({ status: 200, headers: { ...json, ...notKept, ...cors }, body })
  const etag = entityTag(body)
  const headers = { ...json, ...askedAbout, ...cors, etag }
  if (isKnown(exchange.header('if-none-match'), etag)) exchange.answer({ status: 304, headers })
  else exchange.answer({ status: 200, headers, body })
}

/** A refusal as a page or program sees it. The connection ends where the body was not read to its end. */
export function answerRefusal(exchange: Exchange, origins: Origins, refused: Refused): void {
  const { code, details } = refused
  const status = code in errorCodes ? errorCodes[code as ErrorCode].status : 400
  const retry = details.retryAfter !== undefined && {
    'retry-after': String(Math.ceil(details.retryAfter / 1000)),
  }
  const headers = { ...json, ...notKept, ...corsHeaders(exchange, origins), ...retry }
  const body = JSON.stringify({ error: refused.toRefusal() })
  exchange.answer({ status, headers, body }, { last: status === 413 })
}
