import type { Origins } from '../origins.ts'
import type { Exchange, Headers } from './exchange.ts'

const nobodyElse: Headers = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

export const json: Headers = {
  ...nobodyElse,
  'content-type': 'application/json; charset=utf-8',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
}

/** For an answer of which no copy may be kept, and for one that may be kept and must be asked about. */
export const notKept: Headers = { 'cache-control': 'no-store' }
export const askedAbout: Headers = {
  'cache-control': 'private, no-cache',
  vary: 'Authorization, Origin',
}
export const keptForEver: Headers = { 'cache-control': 'public, max-age=31536000, immutable' }

export { nobodyElse as plain }

/** Lets the pages of named origins read the answer. */
export function corsHeaders(exchange: Exchange, origins: Origins): Headers {
  const origin = exchange.header('origin')
  if (!origins.isNamed(origin)) return {}
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'ETag, Retry-After',
    vary: 'Authorization, Origin',
  }
}

/** The answer to a browser's question whether a page may send what it is about to send. */
export function preflightHeaders(exchange: Exchange, origins: Origins): Headers {
  return {
    ...corsHeaders(exchange, origins),
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': 'Authorization, Content-Type, If-None-Match',
    'access-control-allow-private-network': 'true',
    'access-control-max-age': '7200',
  }
}
