import { join } from 'node:path'
import { z } from 'zod'
import {
  type KnownSpace,
  knownSpace,
  type Settings,
  settings,
} from '../../../shared/ipc/schemas.ts'
import { firstHosting, type KeptHosting, keptHosting } from '../host/kept-hosting.ts'
import { secretsFile, type SecretsFile } from '../secrets/secret-store.ts'
import { defaultSettings } from '../settings/settings-store.ts'
import { type KeptWindow, keptWindow } from '../window/place-window.ts'
import { openSmallFile, type SmallFile } from './small-file.ts'

/** All that the app itself keeps; the space's history is its server's. */
export interface AppFiles {
  readonly settings: SmallFile<Settings>
  readonly spaces: SmallFile<KnownSpace[]>
  readonly window: SmallFile<KeptWindow>
  readonly hosting: SmallFile<KeptHosting>
  readonly secrets: SmallFile<SecretsFile>
  /** Resolves once all is written that was to be. */
  settled(): Promise<unknown>
}

export async function openAppFiles(folder: string): Promise<AppFiles> {
  const onBroken = (keptAs: string) =>
    void process.stderr.write(`A file could not be read and was kept as ${keptAs}\n`)
  const at = (name: string) => ({ path: join(folder, name), onBroken })
  const [settingsFile, spaces, window, secrets] = await Promise.all([
    openSmallFile<Settings>({ ...at('settings.json'), schema: settings, empty: defaultSettings }),
    openSmallFile<KnownSpace[]>({ ...at('spaces.json'), schema: z.array(knownSpace), empty: [] }),
    openSmallFile<KeptWindow>({
      ...at('window.json'),
      schema: keptWindow,
      empty: keptWindow.parse({}),
    }),
    openSmallFile<SecretsFile>({
      ...at('secrets.json'),
      schema: secretsFile,
      empty: {},
      mode: 0o600,
    }),
  ])
  const hosting = await openSmallFile<KeptHosting>({
    ...at('hosting.json'),
    schema: keptHosting,
    empty: firstHosting(spaces.data),
  })
  const all = [settingsFile, spaces, window, secrets, hosting]
  return {
    settings: settingsFile,
    spaces,
    window,
    secrets,
    hosting,
    settled: () => Promise.allSettled(all.map((file) => file.settled())),
  }
}
