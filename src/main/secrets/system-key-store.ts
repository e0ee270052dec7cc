import { safeStorage } from 'electron'
import type { KeyStore } from './secret-store.ts'

/** Electron's safeStorage. On Linux without a key ring it would encrypt with a key that everyone knows. */
export const systemKeyStore: KeyStore = {
  available: () =>
    safeStorage.isEncryptionAvailable() &&
    (process.platform !== 'linux' ||
      !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())),
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (sealed) => safeStorage.decryptString(sealed),
}
