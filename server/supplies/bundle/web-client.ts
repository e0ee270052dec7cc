import type { WebAssets } from '../../transport/http/web-assets.ts'
import { unpackWebAssets } from '../../transport/http/web-pack.ts'
import { asset } from './asset.ts'

/** The web client that comes with the server, compressed when it was built. */
export function includedWebClient(): WebAssets | null {
  return unpackWebAssets(asset('web.pack'))
}
