import { BrowserWindow } from 'electron'
import { type EventName, type EventPayload, events } from '../../../shared/ipc/channels.ts'
import { eventChannel } from '../../../shared/ipc/wire.ts'

/** Tells every window an event of the table. */
export function tell<N extends EventName>(name: N, payload: EventPayload<N>): void {
  const checked = events[name].parse(payload)
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.webContents.isDestroyed()) window.webContents.send(eventChannel(name), checked)
  }
}
