import type { BrowserWindow } from 'electron'
import type { FoundSpace } from '../../../shared/ipc/schemas.ts'
import type { SpaceFinder } from './space-finder.ts'

export interface Viewers {
  look(window: BrowserWindow): FoundSpace[]
  leave(window: BrowserWindow): void
}

/** Windows whose pages look for spaces: until they say that they do not, or are gone. */
export function createViewers(finder: SpaceFinder): Viewers {
  const followed = new WeakSet<BrowserWindow>()

  function follow(window: BrowserWindow): void {
    if (followed.has(window)) return
    followed.add(window)
    const { id, webContents } = window
    const leave = (): void => finder.leave(id)
    window.once('closed', leave)
    webContents.on('did-navigate', leave)
    webContents.on('render-process-gone', leave)
  }

  return {
    look(window) {
      follow(window)
      return finder.look(window.id)
    },
    leave: (window) => finder.leave(window.id),
  }
}
