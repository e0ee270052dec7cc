import { openIndexedDbCache, openSpace, type SpaceClient } from '../../../client/index.ts'
import type { Bridge } from '../../../shared/ipc/bridge.ts'
import type { KnownSpace } from '../../../shared/ipc/schemas.ts'
import { cacheOf } from '../features/session/known-spaces.ts'
import { deviceName } from './device-name.ts'
import { tokenInApp, tokenInBrowser } from './token-stores.ts'

/** Opens a space with what this device gives it: a cache, a place for the token, and a name. */
export async function openKnownSpace(
  { id, url }: KnownSpace,
  bridge: Bridge | undefined,
): Promise<SpaceClient> {
  return openSpace({
    url,
    cache: await openIndexedDbCache(cacheOf(id)),
    tokenStore: bridge ? tokenInApp(bridge, id) : tokenInBrowser(localStorage, id),
    device: deviceName(navigator.userAgent, bridge !== undefined),
    clientInfo: { name: bridge ? 'parley-desktop' : 'parley-web', version: __APP_VERSION__ },
  })
}
