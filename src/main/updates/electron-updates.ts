import electronUpdater, { type AppUpdater } from 'electron-updater'
import type { Updater } from './updates.ts'

/** The updater of installed packages, for the feed that their `app-update.yml` names. */
export function electronUpdates(autoUpdater: AppUpdater = electronUpdater.autoUpdater): Updater {
  autoUpdater.logger = null
  autoUpdater.autoDownload = false
  // Never behind the person's back, at a quit neither.
  autoUpdater.autoInstallOnAppQuit = false
  return {
    async fetch() {
      const found = await autoUpdater.checkForUpdates()
      if (!found?.isUpdateAvailable) return undefined
      await autoUpdater.downloadUpdate()
      return { version: found.updateInfo.version }
    },
    install: () =>
      new Promise((_ended, reject) => {
        // It throws nothing: it tells of a failure by this event, on a mac after it returned.
        autoUpdater.once('error', reject)
        autoUpdater.quitAndInstall(false, true)
      }),
  }
}
