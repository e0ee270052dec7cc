import { Menu, nativeImage, Tray } from 'electron'
import icon from '../../../build/icons/32.png?asset'
import { stateLine, trayMenu, type TrayMenuSetting } from './tray-menu.ts'

export interface HostTray {
  /** Whether it is there: then a closed window is not gone. */
  shown(): boolean
  /** Shows it or takes it away, with what it says now. */
  refresh(): void
}

export interface HostTrayOptions {
  wanted(): boolean
  setting(): TrayMenuSetting
  /** It was taken away: whoever hid the window needs another way to it. */
  gone(): void
}

/** What is left of the app on screen while it serves a space and its window is closed. */
export function createHostTray({ gone, setting, wanted }: HostTrayOptions): HostTray {
  let tray: Tray | undefined

  function show(): void {
    const { words, state } = setting()
    if (!tray) {
      const picture = nativeImage.createFromPath(icon)
      tray = new Tray(process.platform === 'darwin' ? picture.resize({ height: 18 }) : picture)
      tray.on('click', () => setting().open())
    }
    tray.setToolTip(`Parley: ${stateLine(state, words)}`)
    const menu = Menu.buildFromTemplate(trayMenu(setting()))
    tray.setContextMenu(menu)
    // For tests, which cannot press it.
    Reflect.set(globalThis, 'parleyTray', menu)
  }

  return {
    shown: () => tray !== undefined,
    refresh() {
      if (wanted()) return show()
      if (!tray) return
      tray.destroy()
      tray = undefined
      Reflect.set(globalThis, 'parleyTray', null)
      gone()
    },
  }
}
