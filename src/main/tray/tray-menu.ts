import type { MenuItemConstructorOptions } from 'electron'
import type { HostState } from '../../../shared/ipc/schemas.ts'
import type { Words } from '../words/words.ts'

export interface TrayMenuSetting {
  readonly words: Words
  readonly state: HostState
  open(): void
  /** Tries once more what failed. */
  retry(): void
  stopHosting(): void
  quit(): void
}

/** How it stands with the own space, in one line. */
export function stateLine(state: HostState, words: Words): string {
  switch (state.status) {
    case 'ready':
      return words.hostingSpace.replace('{space}', state.name)
    case 'failed':
      return words.hostingFailed
    case 'off':
      return words.hostingOff
    default:
      return words.hostingStarts
  }
}

export function trayMenu(setting: TrayMenuSetting): MenuItemConstructorOptions[] {
  const { words, state } = setting
  return [
    { id: 'open', label: words.openParley, click: setting.open },
    { type: 'separator' },
    { id: 'state', label: stateLine(state, words), enabled: false },
    ...(state.status === 'failed'
      ? [{ id: 'retry', label: words.tryAgain, click: setting.retry }]
      : []),
    { id: 'stop', label: words.stopHosting, click: setting.stopHosting },
    { type: 'separator' },
    { id: 'quit', label: words.quit, click: setting.quit },
  ]
}
