import { Low, Memory } from 'lowdb'
import { expect, test } from 'vitest'
import { settings, settingsChange } from '../../../shared/ipc/schemas.ts'
import { createSettingsStore, defaultSettings } from './settings-store.ts'

test('a change leaves the rest as it was and is announced', async () => {
  const announced: unknown[] = []
  const file = new Low(new Memory<typeof defaultSettings>(), defaultSettings)
  const store = createSettingsStore(file, (changed) => announced.push(changed))
  await store.set(settingsChange.parse({ theme: 'dark' }))
  await store.set(settingsChange.parse({ density: 'compact' }))
  expect(store.get()).toEqual({ ...defaultSettings, theme: 'dark', density: 'compact' })
  expect(announced).toHaveLength(2)
})

test('a file of an earlier version is completed', () => {
  expect(settings.parse({ theme: 'light', gone: 1 })).toEqual({
    ...defaultSettings,
    theme: 'light',
  })
})
