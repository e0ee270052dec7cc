import { app, type BrowserWindow, dialog } from 'electron'
import type { Words } from '../words/words.ts'

const soon = 60_000
const tooOften = 3

/** A page that crashed is loaded again, and the person is told; one that keeps crashing is not. */
export function surviveCrash(window: BrowserWindow, words: () => Words): void {
  let crashes: number[] = []

  async function ask(): Promise<void> {
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: words().crashedAgain,
      buttons: [words().openAgain, words().quit],
      cancelId: 1,
    })
    if (response === 1) app.quit()
    else window.webContents.reload()
  }

  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const now = Date.now()
    crashes = [...crashes.filter((time) => now - time < soon), now]
    if (crashes.length >= tooOften) {
      void ask()
      return
    }
    window.webContents.reload()
    void dialog.showMessageBox(window, {
      type: 'warning',
      message: words().crashedOnce,
      buttons: [words().ok],
    })
  })

  let asking = false
  window.on('unresponsive', () => {
    if (asking) return
    asking = true
    const question = dialog.showMessageBox(window, {
      type: 'warning',
      message: words().notResponding,
      buttons: [words().wait, words().openAgain],
      cancelId: 0,
    })
    void question.then(({ response }) => {
      asking = false
      if (response === 1) window.webContents.forcefullyCrashRenderer()
    })
  })
}
