import type { Bridge } from '../../shared/ipc/bridge.ts'
import type { BridgeNames } from '../../shared/ipc/channels.ts'
import { callChannel, eventChannel } from '../../shared/ipc/wire.ts'

type Listener = (event: unknown, payload: unknown) => void

/** As much of Electron's `ipcRenderer` as the bridge needs. */
export interface IpcLine {
  invoke(channel: string, ...args: unknown[]): Promise<unknown>
  on(channel: string, listener: Listener): unknown
  removeListener(channel: string, listener: Listener): unknown
}

/** One function for each call of the table, and `on` for its events: no channel can be named freely. */
export function makeBridge(names: BridgeNames, line: IpcLine): Bridge {
  const bridge: Record<string, unknown> = {}
  for (const name of names.calls) {
    const call = (...args: unknown[]) => line.invoke(callChannel(name), ...args)
    const [first, method] = name.split('.') as [string, string?]
    if (method === undefined) bridge[first] = call
    else ((bridge[first] ??= {}) as Record<string, unknown>)[method] = call
  }
  const events = new Set<string>(names.events)
  bridge.on = (name: string, listener: (payload: unknown) => void) => {
    if (!events.has(name)) throw new TypeError(`There is no event named ${name}`)
    const hear: Listener = (_event, payload) => listener(payload)
    line.on(eventChannel(name), hear)
    return () => {
      line.removeListener(eventChannel(name), hear)
    }
  }
  // Built from the table's names, which is what the type is made of.
  return bridge as unknown as Bridge
}
