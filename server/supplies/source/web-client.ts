import type { WebAssets } from '../../transport/http/web-assets.ts'

/** The web client that comes with the server: none with its source. */
export function includedWebClient(): WebAssets | null {
  return null
}
