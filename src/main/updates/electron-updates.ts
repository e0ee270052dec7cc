import electronUpdater from 'electron-updater'
import type { Updater } from './updates.ts'

/** The updater of installed packages, for the feed that their `app-update.yml` names. */
export function electronUpdates(): Updater {
  const { autoUpdater } = electronUpdater
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
    install: () => autoUpdater.quitAndInstall(false, true),
  }
}
