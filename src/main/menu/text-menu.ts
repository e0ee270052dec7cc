import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'
import type { Words } from '../words/words.ts'

/** The context menu of text, where the page has none of its own. */
export function offerTextMenu(window: BrowserWindow, words: () => Words): void {
  const contents = window.webContents
  contents.on('context-menu', (_event, { isEditable, selectionText, editFlags, ...found }) => {
    if (!isEditable && selectionText.trim() === '') return
    const say = words()
    const corrections: MenuItemConstructorOptions[] = found.dictionarySuggestions.map((word) => ({
      label: word,
      click: () => contents.replaceMisspelling(word),
    }))
    if (corrections.length > 0) corrections.push({ type: 'separator' })
    const copy: MenuItemConstructorOptions = {
      label: say.copy,
      role: 'copy',
      enabled: editFlags.canCopy,
    }
    const items: MenuItemConstructorOptions[] = isEditable
      ? [
          ...corrections,
          { label: say.cut, role: 'cut', enabled: editFlags.canCut },
          copy,
          { label: say.paste, role: 'paste', enabled: editFlags.canPaste },
          { type: 'separator' },
          { label: say.selectAll, role: 'selectAll' },
        ]
      : [copy]
    Menu.buildFromTemplate(items).popup({ window })
  })
}
