import type { Origins } from '../origins.ts'
import type { TemplatedApp } from '../uws.ts'
import { Exchange } from './exchange.ts'
import { plain, preflightHeaders } from './http-headers.ts'

/** Answers browsers that ask whether a page of another origin may do what it is about to do. */
export function servePreflights(app: TemplatedApp, origins: Origins): void {
  app.options('/*', (response, request) => {
    const exchange = new Exchange(response, request)
    const isAllowed = origins.isNamed(exchange.header('origin'))
    const headers = isAllowed ? { ...plain, ...preflightHeaders(exchange, origins) } : plain
    exchange.answer({ status: isAllowed ? 204 : 403, headers })
  })
}
