import { Low, Memory } from 'lowdb'
import { expect, test, vi } from 'vitest'
import { createSecretStore, type KeyStore, type SecretsFile } from './secret-store.ts'

const openFile = () => new Low<SecretsFile>(new Memory(), {})

const system = (available = true): KeyStore => ({
  available: () => available,
  encrypt: (text) => Buffer.from([...text].reverse().join('')),
  decrypt: (sealed) => [...sealed.toString()].reverse().join(''),
})

test('a secret is kept by the system, and is not in the file as it is', async () => {
  const file = openFile()
  const secrets = createSecretStore(file, system())
  expect(await secrets.set('token', 'a long secret')).toBe('system')
  expect(secrets.get('token')).toBe('a long secret')
  expect(JSON.stringify(file.data)).not.toContain('a long secret')
})

test('without a key store the caller learns that the file has it', async () => {
  const secrets = createSecretStore(openFile(), system(false))
  expect(await secrets.set('token', 'a')).toBe('file')
  expect(secrets.get('token')).toBe('a')
})

test('a secret moves from the file to the key store once there is one', async () => {
  const file = openFile()
  await createSecretStore(file, system(false)).set('token', 'a long secret')
  const secrets = createSecretStore(file, system())
  expect(secrets.get('token')).toBe('a long secret')
  await vi.waitFor(() => expect(file.data.token?.kept).toBe('system'))
  expect(secrets.get('token')).toBe('a long secret')
})

test('a secret that the system can no longer open is as good as none', async () => {
  const file = openFile()
  await createSecretStore(file, system()).set('token', 'a')
  const reset: KeyStore = {
    ...system(),
    decrypt: () => {
      throw new Error('other key')
    },
  }
  expect(createSecretStore(file, reset).get('token')).toBeNull()
})

test('a deleted secret is gone, and names of object members are no secrets', async () => {
  const secrets = createSecretStore(openFile(), system())
  await secrets.set('token', 'a')
  await secrets.delete('token')
  expect(secrets.get('token')).toBeNull()
  expect(secrets.get('constructor')).toBeNull()
})
