import type { TokenStore } from '../../../client/index.ts'
import type { Bridge } from '../../../shared/ipc/bridge.ts'

/** In the system's key store, by way of the app. */
export function tokenInApp(bridge: Bridge, space: string): TokenStore {
  const key = `token:${space}`
  return {
    get: () => bridge.secrets.get(key),
    set: async (token) => void (await bridge.secrets.set(key, token)),
    delete: () => bridge.secrets.delete(key),
  }
}

/** In the browser's storage, which only pages that this space serves can read. */
export function tokenInBrowser(storage: Storage, space: string): TokenStore {
  const key = `parley.token.${space}`
  return {
    get: () => storage.getItem(key),
    set: (token) => storage.setItem(key, token),
    delete: () => storage.removeItem(key),
  }
}
