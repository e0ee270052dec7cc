import type { MenuItemConstructorOptions } from 'electron'
import type { Command } from '../../../shared/ipc/schemas.ts'
import type { Words } from '../words/words.ts'

export interface MenuSetting {
  readonly words: Words
  readonly platform: NodeJS.Platform
  /** In a checkout, with developer tools. */
  readonly development: boolean
  run(command: Command): void
  reload(): void
}

type Item = MenuItemConstructorOptions

const separator: Item = { type: 'separator' }

function editMenu({ words }: MenuSetting): Item {
  return {
    label: words.edit,
    submenu: [
      { label: words.undo, role: 'undo' },
      { label: words.redo, role: 'redo' },
      separator,
      { label: words.cut, role: 'cut' },
      { label: words.copy, role: 'copy' },
      { label: words.paste, role: 'paste' },
      { label: words.delete, role: 'delete' },
      { label: words.selectAll, role: 'selectAll' },
    ],
  }
}

/** The application's menu: a native one where the system shows it, and the home of every accelerator. */
export function menuTemplate(setting: MenuSetting): Item[] {
  const { words, platform, development, run, reload } = setting
  const mac = platform === 'darwin'

  const item = (label: string, command: Command, accelerator?: string): Item => ({
    id: command,
    label,
    accelerator,
    click: () => run(command),
  })
  const settingsItem = item(words.settings, 'settings', 'CmdOrCtrl+,')
  const quit: Item = { label: words.quit, role: 'quit' }

  const application: Item = {
    role: 'appMenu',
    submenu: [
      { label: words.about, role: 'about' },
      separator,
      settingsItem,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      quit,
    ],
  }

  const file: Item = {
    label: words.file,
    submenu: [
      item(words.newMessage, 'new-message', 'CmdOrCtrl+N'),
      item(words.newGroup, 'new-group', 'CmdOrCtrl+Shift+N'),
      ...(mac ? [] : [separator, settingsItem]),
      separator,
      { label: words.close, role: 'close' },
      ...(mac ? [] : [quit]),
    ],
  }

  const view: Item = {
    label: words.view,
    submenu: [
      item(words.sidebar, 'toggle-sidebar', 'CmdOrCtrl+\\'),
      item(words.details, 'toggle-details', 'CmdOrCtrl+Shift+\\'),
      separator,
      { label: words.actualSize, role: 'resetZoom' },
      { label: words.zoomIn, role: 'zoomIn' },
      // The plus of a main row needs Shift; the key without it shall do as well.
      { label: words.zoomIn, role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false },
      { label: words.zoomOut, role: 'zoomOut' },
      separator,
      { label: words.fullScreen, role: 'togglefullscreen' },
      separator,
      { id: 'reload', label: words.reload, accelerator: 'CmdOrCtrl+R', click: reload },
      ...(development ? [{ label: words.developerTools, role: 'toggleDevTools' } as Item] : []),
    ],
  }

  const go: Item = {
    label: words.go,
    submenu: [
      item(words.switcher, 'switcher', 'CmdOrCtrl+K'),
      item(words.search, 'search', 'CmdOrCtrl+F'),
      separator,
      item(words.findPeople, 'find-people', 'CmdOrCtrl+Shift+P'),
      item(words.browseGroups, 'browse-groups', 'CmdOrCtrl+Shift+G'),
      separator,
      item(words.previousConversation, 'previous-conversation', 'Alt+Up'),
      item(words.nextConversation, 'next-conversation', 'Alt+Down'),
      item(words.nextUnread, 'next-unread', 'Alt+Shift+Down'),
    ],
  }

  const help: Item = {
    label: words.help,
    role: 'help',
    submenu: [
      item(words.keyboardShortcuts, 'keyboard-shortcuts', 'CmdOrCtrl+/'),
      ...(mac ? [] : [separator, { label: words.about, role: 'about' } as Item]),
    ],
  }

  const window: Item[] = mac ? [{ role: 'windowMenu' }] : []
  return [...(mac ? [application] : []), file, editMenu(setting), view, go, ...window, help]
}
