import { Notification } from 'electron'
import type { HearStates } from '../host/until-settled.ts'
import type { AppWindows } from '../window/app-windows.ts'
import type { Words } from '../words/words.ts'

export interface TellOfFailureOptions {
  readonly states: HearStates
  readonly windows: AppWindows
  words(): Words
}

/** Nobody looks at a hidden window: that the own space could not be started is said by the system then. */
export function tellOfFailure({ states, windows, words }: TellOfFailureOptions): void {
  // Kept, as one that is collected does not hear its click any more.
  let shown: Notification | undefined
  states(({ status }) => {
    if (status !== 'starting') shown?.close()
    const isSeen = windows.all().some((window) => window.isVisible())
    if (status !== 'failed' || isSeen || !Notification.isSupported()) return
    const { hostingFailed, hostingFailedText } = words()
    shown = new Notification({ title: hostingFailed, body: hostingFailedText })
    shown.on('click', () => void windows.reveal())
    shown.show()
  })
}
