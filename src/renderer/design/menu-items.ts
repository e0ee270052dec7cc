import type { Component } from 'vue'
import type { KeyCombination } from '../shortcuts/key-combination.ts'

/** One line of a menu: an action, a choice that can be on or off, a submenu, or a line between groups. */
export type MenuItem =
  | { kind: 'separator' }
  | { kind: 'title'; label: string }
  | {
      kind?: 'action'
      id: string
      label: string
      icon?: Component
      keys?: KeyCombination
      tone?: 'bad'
      disabled?: boolean
      /** Present on a choice: whether it is on. */
      checked?: boolean
      run: () => void
    }
  | { kind: 'submenu'; id: string; label: string; icon?: Component; items: readonly MenuItem[] }

/** Where a menu stands and to whom the focus goes back. */
export type MenuAnchor = {
  owner: HTMLElement
  place: { getBoundingClientRect: () => DOMRect }
  /** The owner opens and closes it by a press. */
  toggles: boolean
  byKeyboard: boolean
}

/** Loads what menus are made of; harmless to call again. */
export const loadMenuBox = () => import('./components/MenuBox.vue')
