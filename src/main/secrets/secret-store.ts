import type { Low } from 'lowdb'
import { z } from 'zod'
import type { SecretProtection } from '../../../shared/ipc/schemas.ts'

export const secretsFile = z.record(
  z.string(),
  z.object({ kept: z.enum(['system', 'file']), value: z.string() }),
)
export type SecretsFile = z.infer<typeof secretsFile>

/** The system's key store, as far as it is needed here. */
export interface KeyStore {
  /** False where the system would only pretend to encrypt. */
  available(): boolean
  encrypt(text: string): Buffer
  decrypt(sealed: Buffer): string
}

export interface SecretStore {
  /** Null also when the system can no longer open it (another login, a reset key store). */
  get(key: string): string | null
  set(key: string, value: string): Promise<SecretProtection>
  delete(key: string): Promise<void>
}

/**
 * Secrets encrypted by the system's key store where it has one, else in a file only this user can
 * read. A secret that was kept in the file moves to the key store as soon as there is one.
 */
export function createSecretStore(file: Low<SecretsFile>, keyStore: KeyStore): SecretStore {
  async function set(key: string, value: string): Promise<SecretProtection> {
    const kept = keyStore.available() ? 'system' : 'file'
    const stored = kept === 'system' ? keyStore.encrypt(value).toString('base64') : value
    file.data = { ...file.data, [key]: { kept, value: stored } }
    await file.write()
    return kept
  }

  return {
    get(key) {
      const secret = Object.hasOwn(file.data, key) ? file.data[key] : undefined
      if (!secret) return null
      if (secret.kept === 'file') {
        if (keyStore.available()) void set(key, secret.value).catch(() => undefined)
        return secret.value
      }
      try {
        return keyStore.decrypt(Buffer.from(secret.value, 'base64'))
      } catch {
        return null
      }
    },
    set,
    async delete(key) {
      const { [key]: _gone, ...rest } = file.data
      file.data = rest
      await file.write()
    },
  }
}
