import { access, readFile, readdir } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { entityTag } from './entity-tag.ts'

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}
const COMPRESSIBLE = /^(text\/|image\/svg|application\/(json|manifest|wasm))/
const COMPRESS_FROM = 1024
/** The bundler puts a hash of the content into such a name. */
const HASHED = /^\/assets\/.+-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/

export type Encoding = 'br' | 'gzip'
export type Asset = {
  type: string
  tag: string
  /** Its content can never change under this name. */
  isHashed: boolean
  body: Uint8Array
  encoded: Partial<Record<Encoding, Uint8Array>>
}
/** By path as in a URL, decoded, such as `/assets/app-3f9a1c2b.js`. */
export type WebAssets = ReadonlyMap<string, Asset>

/** Reads a built web client into memory. @throws where the folder cannot be read or has no `index.html` */
export async function readWebAssets(folder: string): Promise<WebAssets> {
  // Looked at first: a folder named by mistake may hold half a disk.
  await access(join(folder, 'index.html')).catch(() => {
    throw new Error('it has no index.html; build the web client first')
  })
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const assets = await Promise.all(
    files.map(async (file) => {
      const full = join(file.parentPath, file.name)
      const path = `/${relative(folder, full).split(sep).join('/')}`
      return [path, assetOf(path, await readFile(full))] as const
    }),
  )
  return new Map(assets)
}

function assetOf(path: string, body: Uint8Array): Asset {
  const type = TYPES[extname(path)] ?? 'application/octet-stream'
  return { type, tag: entityTag(body), isHashed: HASHED.test(path), body, encoded: {} }
}

/** Compresses once what is worth it: quickly first, so that the first visitors gain as well, then well. */
export async function compressAssets(assets: WebAssets): Promise<void> {
  const worthIt = [...assets.values()].filter(
    ({ body, type }) => COMPRESSIBLE.test(type) && body.byteLength >= COMPRESS_FROM,
  )
  for (const asset of worthIt) keepIfSmaller(asset, 'gzip', await compressGzip(asset.body))
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }
  for (const asset of worthIt) keepIfSmaller(asset, 'br', await compressBrotli(asset.body, quality))
}

function keepIfSmaller(asset: Asset, encoding: Encoding, bytes: Uint8Array): void {
  if (bytes.byteLength < asset.body.byteLength) asset.encoded[encoding] = bytes
}
