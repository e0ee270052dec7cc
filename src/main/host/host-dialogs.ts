import { join } from 'node:path'
import { app, type BrowserWindow, dialog, type FileFilter } from 'electron'

const backups: FileFilter[] = [{ name: 'Parley', extensions: ['db'] }]

/** What the system asks the person for. Each answers null where they did not choose. */
export const hostDialogs = {
  async backupToMake(window: BrowserWindow, name: string): Promise<string | null> {
    const defaultPath = join(app.getPath('documents'), name)
    const asked = await dialog.showSaveDialog(window, { defaultPath, filters: backups })
    return asked.canceled || !asked.filePath ? null : asked.filePath
  },

  async backupToRestore(window: BrowserWindow): Promise<string | null> {
    const asked = await dialog.showOpenDialog(window, {
      properties: ['openFile'],
      filters: [...backups, { name: '*', extensions: ['*'] }],
    })
    return asked.filePaths[0] ?? null
  },

  async folder(window: BrowserWindow): Promise<string | null> {
    const asked = await dialog.showOpenDialog(window, { properties: ['openDirectory'] })
    return asked.filePaths[0] ?? null
  },
}
