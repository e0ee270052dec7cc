import { join } from 'node:path'
import { app } from 'electron'
import { setAutostart } from './xdg-autostart.ts'

/** Tells the app that nobody asked to see it: it begins in the tray, where it has one. */
export const quietly = '--in-background'

/** @param appImage the file that the app was started from, where it is one */
export async function startAtLogin(on: boolean, appImage: string | undefined): Promise<void> {
  const own = app.isPackaged ? [] : [app.getAppPath()]
  if (process.platform === 'linux') {
    const command = [appImage ?? process.execPath, ...own, quietly]
    const path = join(app.getPath('appData'), 'autostart', 'parley.desktop')
    return setAutostart({ path, name: app.name, command }, on)
  }
  app.setLoginItemSettings({ openAtLogin: on, args: [...own, quietly] })
}

/** Whether the system started this app, and not its person. */
export function wasStartedQuietly(argv: readonly string[]): boolean {
  if (process.platform === 'darwin') return app.getLoginItemSettings().wasOpenedAtLogin
  return argv.includes(quietly)
}
