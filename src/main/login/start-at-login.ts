import { join } from 'node:path'
import { app } from 'electron'
import { type Autostart, renewAutostart, setAutostart } from '../xdg/autostart.ts'

/** Tells the app that nobody asked to see it: it begins in the tray, where it has one. */
export const quietly = '--in-background'

/** What the program is told that the system starts. */
const told = (): string[] => [...(app.isPackaged ? [] : [app.getAppPath()]), quietly]

function autostart(appImage: string | undefined): Autostart {
  const path = join(app.getPath('appData'), 'autostart', 'parley.desktop')
  return { path, name: app.name, command: [appImage ?? process.execPath, ...told()] }
}

/** @param appImage the file that the app was started from, where it is one */
export async function startAtLogin(on: boolean, appImage: string | undefined): Promise<void> {
  if (process.platform === 'linux') return setAutostart(autostart(appImage), on)
  app.setLoginItemSettings({ openAtLogin: on, args: told() })
}

/** Has the system start the program where it is now; elsewhere than on Linux it stays where it was installed. */
export async function renewStartAtLogin(appImage: string | undefined): Promise<void> {
  if (process.platform === 'linux') await renewAutostart(autostart(appImage))
}

/** Whether the system started this app, and not its person. */
export function wasStartedQuietly(argv: readonly string[]): boolean {
  if (process.platform === 'darwin') return app.getLoginItemSettings().wasOpenedAtLogin
  return argv.includes(quietly)
}
