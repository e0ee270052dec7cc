import { app, dialog } from 'electron'
import type { OwnHosting } from '../host/open-hosting.ts'
import type { AppWindows } from '../window/app-windows.ts'
import type { Words } from '../words/words.ts'
import { createHostTray, type HostTray } from './host-tray.ts'

export interface OpenTrayOptions {
  readonly hosting: OwnHosting
  readonly windows: AppWindows
  /** False in an app that was started for one space. */
  readonly mayHost: boolean
  words(): Words
}

/** The tray of an app that goes on serving its space when its window is closed. */
export function openTray({ hosting, mayHost, windows, words }: OpenTrayOptions): HostTray {
  const { desk, server } = hosting

  async function askToStop(): Promise<void> {
    const said = words()
    const { response } = await dialog.showMessageBox({
      type: 'question',
      message: said.stopHostingQuestion,
      detail: said.stopHostingText,
      buttons: [said.stopHostingNow, said.cancel],
      defaultId: 1,
      cancelId: 1,
    })
    if (response === 0) await desk.stop().catch(() => dialog.showErrorBox('Parley', said.notKept))
  }

  async function again(): Promise<void> {
    await desk.again().catch(() => dialog.showErrorBox('Parley', words().notBegun))
  }

  return createHostTray({
    wanted: () => mayHost && desk.kept().wanted && desk.kept().keepRunning,
    setting: () => ({
      words: words(),
      state: server.state(),
      open: () => void windows.reveal(),
      retry: () => void again(),
      stopHosting: () => void askToStop(),
      quit: () => app.quit(),
    }),
    // Whoever hid the window has no other way to it now.
    gone() {
      if (!windows.all().some((window) => window.isVisible())) void windows.reveal()
    },
  })
}
