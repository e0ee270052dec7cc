import { apiBase } from '../../../protocol/index.ts'
import type { Config } from '../../config.ts'
import { metricsContentType, type Metrics } from '../../observability/metrics.ts'
import type { Failures } from '../failures.ts'
import type { Origins } from '../origins.ts'
import type { TemplatedApp } from '../uws.ts'
import { entityTag, isKnown } from './entity-tag.ts'
import { Exchange } from './exchange.ts'
import { askedAbout, corsHeaders, json, notKept, plain } from './http-headers.ts'

export type OperationsSide = {
  /** Null while the server can do its work; else why it cannot. */
  trouble: () => string | null
  metrics: Metrics
  metricsFor: Config['metrics']
  origins: Origins
  failures: Failures
  /** Descriptions of the interface by file name, such as `openapi.json`; made when first asked for. */
  descriptions: Readonly<Record<string, () => object>>
}

/** What operators and their programs ask: is it alive, is it ready, how does it fare, what does it speak? */
export function serveOperations(app: TemplatedApp, side: OperationsSide): void {
  for (const method of ['get', 'head'] as const) {
    app[method]('/healthz', (response, request) => {
      answerStatus(new Exchange(response, request), 200, { status: 'ok' })
    })
    app[method]('/readyz', (response, request) => {
      const trouble = side.trouble()
      const exchange = new Exchange(response, request)
      if (trouble) answerStatus(exchange, 503, { status: 'unavailable', reason: trouble })
      else answerStatus(exchange, 200, { status: 'ok' })
    })
  }
  app.get('/metrics', (response, request) => {
    const exchange = new Exchange(response, request)
    if (mayReadMetrics(exchange, side)) void answerMetrics(exchange, side)
    else
      answerStatus(exchange, 403, { status: 'forbidden', reason: 'metrics are not for everyone' })
  })
  for (const [name, describe] of Object.entries(side.descriptions)) {
    let made: Described | null = null
    app.get(`${apiBase}/${name}`, (response, request) => {
      made ??= described(describe())
      answerDescription(new Exchange(response, request), side.origins, made)
    })
  }
}

type Described = { body: string; etag: string }

function described(description: object): Described {
  const body = JSON.stringify(description)
  return { body, etag: entityTag(body) }
}

function answerDescription(exchange: Exchange, origins: Origins, { body, etag }: Described): void {
  const headers = { ...json, ...askedAbout, ...corsHeaders(exchange, origins), etag }
  if (isKnown(exchange.header('if-none-match'), etag)) exchange.answer({ status: 304, headers })
  else exchange.answer({ status: 200, headers, body })
}

function answerStatus(exchange: Exchange, status: number, body: object): void {
  exchange.answer({ status, headers: { ...json, ...notKept }, body: JSON.stringify(body) })
}

async function answerMetrics(exchange: Exchange, side: OperationsSide): Promise<void> {
  try {
    const body = await side.metrics.text()
    const headers = { ...plain, ...notKept, 'content-type': metricsContentType }
    exchange.answer({ status: 200, headers, body })
  } catch (error) {
    side.failures.report(error, 'metrics')
    answerStatus(exchange, 503, { status: 'unavailable' })
  }
}

function mayReadMetrics(exchange: Exchange, { metricsFor, origins }: OperationsSide): boolean {
  if (metricsFor !== 'local') return metricsFor === 'everyone'
  if (!origins.isOwnHost(exchange.header('host'))) return false
  return !exchange.isForwarded && isLoopback(exchange.address)
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || /^[0:]*:0*1$/.test(address)
}
