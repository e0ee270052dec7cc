import { extname, join, normalize, sep } from 'node:path'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

export interface AppFile {
  readonly path: string
  readonly type: string
}

/** The file that answers a request, inside `root` whatever was asked for, or nothing. */
export function appFile(root: string, url: string): AppFile | undefined {
  let asked: string
  try {
    asked = decodeURIComponent(new URL(url).pathname)
  } catch {
    return undefined
  }
  if (asked.includes('\0') || asked.includes('\\')) return undefined
  const path = normalize(join(root, asked === '/' ? 'index.html' : asked))
  const type = types[extname(path).toLowerCase()]
  if (!type || !path.startsWith(root + sep)) return undefined
  return { path, type }
}
