import { BrowserWindow } from 'electron'
import type { Low } from 'lowdb'
import type { Settings, WindowState } from '../../../shared/ipc/schemas.ts'
import { offerTextMenu } from '../menu/text-menu.ts'
import type { Words } from '../words/words.ts'
import { keepWindowPlace } from './keep-window-place.ts'
import { openMainWindow, redressWindow, revealWindow } from './main-window.ts'
import type { KeptWindow } from './place-window.ts'
import { surviveCrash } from './survive-crash.ts'
import { watchWindow } from './watch-window.ts'

export interface AppWindowsOptions {
  readonly url: string
  readonly preload: string
  readonly place: Low<KeptWindow>
  settings(): Settings
  words(): Words
  announce(state: WindowState): void
  /** Whether closing the window now only hides it: then there is another way to it. */
  hides(): boolean
  /** Gets each window that opens. */
  opened(window: BrowserWindow): void
}

export interface AppWindows {
  all(): BrowserWindow[]
  /** Shows the window, and opens it if there is none. Resolves when its page can be told something. */
  reveal(): Promise<void>
  /** After the theme or the density has changed. */
  redress(): void
}

export function createAppWindows(options: AppWindowsOptions): AppWindows {
  const { url, preload, place, settings, words } = options
  const all = () => BrowserWindow.getAllWindows()

  function open(): BrowserWindow {
    const window = openMainWindow({ url, preload, kept: place.data, density: settings().density })
    keepWindowPlace(window, place)
    watchWindow(window, options.announce)
    surviveCrash(window, words)
    offerTextMenu(window, words)
    window.on('close', (event) => {
      if (!options.hides()) return
      event.preventDefault()
      window.hide()
    })
    options.opened(window)
    return window
  }

  return {
    all,
    async reveal() {
      const [there] = all()
      if (there) revealWindow(there)
      const { webContents } = there ?? open()
      if (webContents.isLoading()) {
        await new Promise<void>((loaded) => webContents.once('did-stop-loading', () => loaded()))
      }
    },
    redress() {
      for (const window of all()) redressWindow(window, settings().density)
    },
  }
}
