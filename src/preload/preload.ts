import { contextBridge, ipcRenderer } from 'electron'
import type { BridgeNames } from '../../shared/ipc/channels.ts'
import { makeBridge } from './make-bridge.ts'

/** Put in by the build, from `shared/ipc/channels.ts`. */
declare const __BRIDGE_NAMES__: BridgeNames

contextBridge.exposeInMainWorld('parley', makeBridge(__BRIDGE_NAMES__, ipcRenderer))
