import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app, dialog } from 'electron'
import type { Words } from '../words/words.ts'
import { createUpdates, type UpdatesOptions } from './updates.ts'

const LOOKED_AT = 6 * 60 * 60 * 1000

export type WatchOptions = Pick<UpdatesOptions, 'stopServing' | 'serveAgain'> & { words(): Words }

async function ask(words: Words, version: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'info',
    message: words.updateReady.replace('{version}', version),
    detail: words.updateDetail,
    buttons: [words.updateNow, words.updateLater],
    defaultId: 0,
    cancelId: 1,
  })
  return response === 0
}

function tellNotInstalled(words: Words, version: string): void {
  void dialog.showMessageBox({
    type: 'error',
    message: words.updateFailed.replace('{version}', version),
    detail: words.updateFailedDetail,
    buttons: [words.ok],
  })
}

/** Looks for updates where whoever made this package named a feed; else nowhere, and loads nothing. */
export async function watchForUpdates({ words, ...serving }: WatchOptions): Promise<void> {
  const hasFeed = app.isPackaged && existsSync(join(process.resourcesPath, 'app-update.yml'))
  if (!hasFeed) return
  const { electronUpdates } = await import('./electron-updates.ts')
  const updates = createUpdates({
    ...serving,
    updater: electronUpdates(),
    ask: (version) => ask(words(), version),
    tellNotInstalled: (version) => tellNotInstalled(words(), version),
    report: (problem) => process.stderr.write(`No update: ${String(problem)}\n`),
  })
  setInterval(() => void updates.look(), LOOKED_AT)
  await updates.look()
}
