import { Compass, Keyboard, Settings, UserSearch, UsersRound } from '@lucide/vue'
import { useText } from '../i18n/use-text.ts'
import { useShortcutsStore } from '../shortcuts/shortcuts-store.ts'
import type { SwitcherItem } from '../switcher/switcher-items.ts'
import { useSwitcherSource } from '../switcher/switcher-store.ts'

const ACTIONS = [
  { id: 'find-people', label: 'frame.findPeople', icon: UserSearch },
  { id: 'browse-groups', label: 'frame.browseGroups', icon: Compass },
  { id: 'new-group', label: 'frame.newGroup', icon: UsersRound },
  { id: 'settings', label: 'frame.shortcuts.settings', icon: Settings },
  { id: 'keyboard-shortcuts', label: 'frame.shortcuts.title', icon: Keyboard },
] as const

/** What the quick switcher can do besides going to a conversation. */
export function useActionSource(): void {
  const { t } = useText()
  const commands = useShortcutsStore()
  useSwitcherSource({
    id: 'actions',
    label: () => t('frame.switcher.actions'),
    items: (): SwitcherItem[] =>
      ACTIONS.map(({ id, label, icon }) => ({
        id: `action:${id}`,
        label: t(label),
        picture: { kind: 'icon', icon },
        run: () => void commands.run(id),
      })),
  })
}
