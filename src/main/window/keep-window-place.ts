import type { BrowserWindow } from 'electron'
import type { Low } from 'lowdb'
import type { KeptWindow } from './place-window.ts'

const settled = 400

/** Remembers where the window is, once it has come to rest and when it closes. */
export function keepWindowPlace(window: BrowserWindow, file: Low<KeptWindow>): void {
  let timer: NodeJS.Timeout | undefined

  function keep(): void {
    clearTimeout(timer)
    if (window.isDestroyed()) return
    file.data = {
      // What it goes back to when it is no longer maximised.
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      fullscreen: window.isFullScreen(),
    }
    void file.write().catch(() => undefined)
  }

  function keepSoon(): void {
    clearTimeout(timer)
    timer = setTimeout(keep, settled)
  }

  window.on('resize', keepSoon)
  window.on('move', keepSoon)
  window.on('maximize', keepSoon)
  window.on('unmaximize', keepSoon)
  window.on('close', keep)
  window.on('closed', () => clearTimeout(timer))
}
