import type { Low } from 'lowdb'
import { type Settings, type SettingsChange, settings } from '../../../shared/ipc/schemas.ts'

export interface SettingsStore {
  get(): Settings
  set(change: SettingsChange): Promise<Settings>
}

export const defaultSettings: Settings = settings.parse({})

/** `announce` hears the settings after each change. */
export function createSettingsStore(
  file: Low<Settings>,
  announce: (settings: Settings) => void,
): SettingsStore {
  return {
    get: () => file.data,
    async set(change) {
      file.data = { ...file.data, ...change }
      announce(file.data)
      await file.write()
      return file.data
    },
  }
}
