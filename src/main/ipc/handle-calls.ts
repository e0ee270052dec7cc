import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron'
import { z } from 'zod'
import {
  type CallArgs,
  type CallName,
  type CallResult,
  bridgeNames,
  calls,
} from '../../../shared/ipc/channels.ts'
import { callChannel } from '../../../shared/ipc/wire.ts'

/** One handler for each call of the table; the window is the one that asks. */
export type CallHandlers = {
  [N in CallName]: (
    window: BrowserWindow,
    ...args: CallArgs<N>
  ) => CallResult<N> | Promise<CallResult<N>>
}

type AnyHandler = (window: BrowserWindow, ...args: unknown[]) => unknown

function senderWindow(event: IpcMainInvokeEvent, isOwn: (url: string) => boolean): BrowserWindow {
  const frame = event.senderFrame
  const window = BrowserWindow.fromWebContents(event.sender)
  if (!frame || !window || frame !== event.sender.mainFrame || !isOwn(frame.url)) {
    throw new Error('Only the app itself may ask')
  }
  return window
}

/** Answers the table's calls: from our own page's main frame alone, with what the schemas allow. */
export function handleCalls(handlers: CallHandlers, isOwn: (url: string) => boolean): void {
  for (const name of bridgeNames.calls) {
    const { args: argsSchema, result } = calls[name]
    const handler = handlers[name] as AnyHandler
    ipcMain.handle(callChannel(name), async (event, ...given: unknown[]) => {
      const window = senderWindow(event, isOwn)
      const args = argsSchema.safeParse(given)
      if (!args.success) throw new TypeError(`${name}: ${z.prettifyError(args.error)}`)
      return result.parse(await handler(window, ...args.data))
    })
  }
}
