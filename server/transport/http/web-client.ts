import { apiBase } from '../../../protocol/index.ts'
import type { Logger } from '../../observability/logger.ts'
import type { Origins } from '../origins.ts'
import type { TemplatedApp } from '../uws.ts'
import { isKnown } from './entity-tag.ts'
import { Exchange, type Headers } from './exchange.ts'
import { json, keptForEver, notKept, plain } from './http-headers.ts'
import {
  compressAssets,
  readWebAssets,
  type Asset,
  type Encoding,
  type WebAssets,
} from './web-assets.ts'

/** Styles may be inline because the emoji picker builds its own inside of its shadow root. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self' ws: wss:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const page: Headers = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/** @throws where the folder holds no web client */
export async function readWebClient(folder: string, logger: Logger): Promise<WebAssets> {
  const assets = await readWebAssets(folder)
  compressAssets(assets).catch((error: unknown) => {
    logger.warn({ err: error }, 'the web client is served uncompressed')
  })
  return assets
}

const foreignName =
  'This Parley server does not know itself by this name. Whoever runs it can name it with --origins.\n'
const noClient = 'This is a Parley server. Open it with the Parley app: it serves no web client.\n'

/** Serves the built web client, and says "not found" to all that nobody else serves. */
export function serveWebClient(
  app: TemplatedApp,
  assets: WebAssets | null,
  origins: Origins,
): void {
  const answer = (exchange: Exchange): void => {
    if (!origins.isOwnHost(exchange.header('host'))) return answerText(exchange, 403, foreignName)
    const asset = assets && findAsset(exchange, assets)
    if (asset) answerAsset(exchange, asset)
    else answerMissing(exchange, assets !== null)
  }
  app.get('/*', (response, request) => answer(new Exchange(response, request)))
  app.head('/*', (response, request) => answer(new Exchange(response, request)))
  app.any('/*', (response, request) => answerMissing(new Exchange(response, request), true))
}

function findAsset(exchange: Exchange, assets: WebAssets): Asset | undefined {
  const path = exchange.path === '/' ? '/index.html' : decodedPath(exchange.path)
  return assets.get(path) ?? (isNavigation(exchange) ? assets.get('/index.html') : undefined)
}

/** The client itself makes pages of addresses: any that a person opens is the same document. */
function isNavigation(exchange: Exchange): boolean {
  if (exchange.path.startsWith(apiBase) || exchange.path.startsWith('/assets/')) return false
  const mode = exchange.header('sec-fetch-mode')
  return mode === 'navigate' || (mode === '' && exchange.header('accept').includes('text/html'))
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function answerAsset(exchange: Exchange, asset: Asset): void {
  const isPage = asset.type.startsWith('text/html')
  const encoding = bestEncoding(exchange.header('accept-encoding'), asset)
  const headers = {
    ...plain,
    ...(isPage && page),
    ...(asset.isHashed ? keptForEver : { 'cache-control': 'no-cache' }),
    'content-type': asset.type,
    etag: asset.tag,
    vary: 'Accept-Encoding',
    ...(encoding && { 'content-encoding': encoding }),
  }
  const isSame = isKnown(exchange.header('if-none-match'), asset.tag)
  const body = encoding ? asset.encoded[encoding] : asset.body
  if (isSame) exchange.answer({ status: 304, headers })
  else exchange.answer({ status: 200, headers, body })
}

function bestEncoding(accepted: string, asset: Asset): Encoding | null {
  const taken = accepted.split(',').map((one) => one.trim())
  const encodings = ['br', 'gzip'] as const
  const takes = (name: string): boolean => taken.some((one) => one === name || isWeighed(one, name))
  return encodings.find((name) => asset.encoded[name] && takes(name)) ?? null
}

function isWeighed(one: string, name: string): boolean {
  return one.startsWith(`${name};`) && !/;\s*q=0(\.0*)?$/.test(one)
}

function answerMissing(exchange: Exchange, hasClient: boolean): void {
  if (!hasClient && exchange.path === '/') return answerText(exchange, 200, noClient)
  const error = { code: 'not_found', message: 'Nothing is here' }
  exchange.answer({
    status: 404,
    headers: { ...json, ...notKept },
    body: JSON.stringify({ error }),
  })
}

function answerText(exchange: Exchange, status: number, body: string): void {
  const headers = { ...plain, ...notKept, 'content-type': 'text/plain; charset=utf-8' }
  exchange.answer({ status, headers, body })
}
