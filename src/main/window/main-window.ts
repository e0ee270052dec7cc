import { app, BrowserWindow, screen, type TitleBarOverlay } from 'electron'
import icon from '../../../build/icons/512.png?asset'
import type { Settings } from '../../../shared/ipc/schemas.ts'
import { type KeptWindow, placeWindow, smallestWindow } from './place-window.ts'
import { windowColours } from './window-colours.ts'

/** `--header-height` of the tokens, which the system's buttons fill but for the hairline below. */
const headerHeights = { comfortable: 52, compact: 48 } as const

function overlay(density: Density): TitleBarOverlay {
  const { surface, symbols } = windowColours()
  return { color: surface, symbolColor: symbols, height: headerHeights[density] - 1 }
}

type Density = Settings['density']

const mac = process.platform === 'darwin'

export interface MainWindowOptions {
  readonly url: string
  readonly kept: KeptWindow
  readonly preload: string
  readonly density: Density
}

function displays() {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id)
  return [primary, ...others].map(({ workArea }) => workArea)
}

/** The window, shown only once its page is painted, on the theme's own ground until then. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const { url, kept, preload, density } = options
  const window = new BrowserWindow({
    ...placeWindow(kept.bounds, displays()),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: app.name,
    // Windows and macOS take it from the program; Linux has it from here.
    ...(process.platform === 'linux' ? { icon } : {}),
    backgroundColor: windowColours().surface,
    titleBarStyle: mac ? 'hiddenInset' : 'hidden',
    ...(mac ? { trafficLightPosition: { x: 16, y: 18 } } : { titleBarOverlay: overlay(density) }),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Elsewhere the system checks spelling; on Linux it would fetch dictionaries from the internet.
      spellcheck: process.platform !== 'linux',
    },
  })
  window.once('ready-to-show', () => {
    if (kept.maximized) window.maximize()
    if (kept.fullscreen) window.setFullScreen(true)
    window.show()
  })
  void window.loadURL(url).catch(() => undefined)
  return window
}

/** After the theme or the density has changed. */
export function redressWindow(window: BrowserWindow, density: Density): void {
  window.setBackgroundColor(windowColours().surface)
  if (!mac) window.setTitleBarOverlay(overlay(density))
}

export function revealWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
