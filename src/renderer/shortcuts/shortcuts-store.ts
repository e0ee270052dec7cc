import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { MessageKey } from '../i18n/messages.ts'
import { pressed, type KeyCombination } from './key-combination.ts'

export type ShortcutGroup = 'general' | 'navigation' | 'conversation'

export type Shortcut = {
  /** Where the app's menu has the same command, its name: `switcher`, `next-unread`. */
  id: string
  /** None: a command of the menus alone. */
  keys: KeyCombination | readonly KeyCombination[]
  label: MessageKey
  group: ShortcutGroup
  /** Left out where the keys are handled where the focus is (Enter in the composer): listed in the help alone. */
  run?: () => void
  /** Whether it applies now; always where left out. */
  when?: () => boolean
}

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input,textarea,select,[role="textbox"]'))

/** Keys without Control, Command, Alt or a function key belong to the field that has the focus. */
const typesText = (combination: KeyCombination) =>
  !/\b(mod|ctrl|alt)\+/.test(combination) && !/^(shift\+)?f\d+$/.test(combination)

/** The shortcuts of the whole window. What was registered last comes first. */
export const useShortcutsStore = defineStore('shortcuts', () => {
  const shortcuts = shallowRef<readonly Shortcut[]>([])

  function add(added: readonly Shortcut[]): () => void {
    shortcuts.value = [...shortcuts.value, ...added]
    return () => {
      shortcuts.value = shortcuts.value.filter((shortcut) => !added.includes(shortcut))
    }
  }

  function applicable(shortcut: Shortcut): boolean {
    return shortcut.run !== undefined && (shortcut.when?.() ?? true)
  }

  function run(id: string): boolean {
    const found = shortcuts.value.findLast((shortcut) => shortcut.id === id && applicable(shortcut))
    found?.run?.()
    return found !== undefined
  }

  /** Runs what the key event stands for; whether anything was. */
  function handle(event: KeyboardEvent): boolean {
    if (event.defaultPrevented) return false
    const inField = isField(event.target)
    const matches = (combination: KeyCombination) =>
      !(inField && typesText(combination)) && pressed(event, combination)
    const found = shortcuts.value.findLast(
      (shortcut) => [shortcut.keys].flat().some((keys) => matches(keys)) && applicable(shortcut),
    )
    if (!found) return false
    event.preventDefault()
    found.run?.()
    return true
  }

  /** For the help: one of each, in groups. */
  const listed = computed(() => {
    const withKeys = shortcuts.value.filter(({ keys }) => keys.length > 0)
    const byId = new Map(withKeys.map((shortcut) => [shortcut.id, shortcut]))
    const groups = new Map<ShortcutGroup, Shortcut[]>()
    for (const shortcut of byId.values()) {
      groups.set(shortcut.group, [...(groups.get(shortcut.group) ?? []), shortcut])
    }
    return groups
  })

  return { shortcuts, listed, add, run, handle }
})
