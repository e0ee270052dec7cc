import { app, type BrowserWindow, type NativeImage } from 'electron'

export interface Badge {
  set(count: number): void
  /** Lets a window's title carry the count. */
  title(window: BrowserWindow): void
}

/** `12`, or `99+`. */
export const badgeText = (count: number): string => (count > 99 ? '99+' : String(count))

/**
 * How many messages wait, where each system shows such a thing: the dock and launchers that know
 * counts, the taskbar's overlay on Windows, and the window's title everywhere.
 */
export function createBadge(windows: () => BrowserWindow[], overlay: () => NativeImage): Badge {
  let shown = 0
  const pageTitles = new WeakMap<BrowserWindow, string>()

  function retitle(window: BrowserWindow): void {
    const page = pageTitles.get(window) ?? app.name
    window.setTitle(shown > 0 ? `(${badgeText(shown)}) ${page}` : page)
    if (process.platform === 'win32') {
      window.setOverlayIcon(shown > 0 ? overlay() : null, shown > 0 ? badgeText(shown) : '')
    }
  }

  return {
    set(count) {
      if (count === shown) return
      shown = count
      app.setBadgeCount(count)
      for (const window of windows()) retitle(window)
    },
    title(window) {
      window.on('page-title-updated', (event, title) => {
        event.preventDefault()
        pageTitles.set(window, title)
        retitle(window)
      })
    },
  }
}
