import type { BrowserWindow } from 'electron'
import type { WindowState } from '../../../shared/ipc/schemas.ts'

export const windowState = (window: BrowserWindow): WindowState => ({
  focused: window.isFocused(),
  visible: window.isVisible() && !window.isMinimized(),
  maximized: window.isMaximized(),
  fullscreen: window.isFullScreen(),
})

/** Announces the window's state when it has changed, and only then. */
export function watchWindow(window: BrowserWindow, announce: (state: WindowState) => void): void {
  let last = ''
  function look(): void {
    if (window.isDestroyed()) return
    const state = windowState(window)
    const seen = JSON.stringify(state)
    if (seen === last) return
    last = seen
    announce(state)
  }
  window.on('focus', look)
  window.on('blur', look)
  window.on('show', look)
  window.on('hide', look)
  window.on('minimize', look)
  window.on('restore', look)
  window.on('maximize', look)
  window.on('unmaximize', look)
  window.on('enter-full-screen', look)
  window.on('leave-full-screen', look)
}
