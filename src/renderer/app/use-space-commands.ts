import { ref, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import { createGroupRoute } from '../features/groups/groups-routes.ts'
import { useFrameStore } from '../frame/frame-store.ts'
import { useShortcuts } from '../shortcuts/use-shortcuts.ts'
import { useSwitcherStore } from '../switcher/switcher-store.ts'
import { beginKeys } from './begin-keys.ts'

/** The commands of the window as a whole; views add theirs, or put their own in place of these. */
export function useSpaceCommands(): { helpOpen: Ref<boolean> } {
  const router = useRouter()
  const frame = useFrameStore()
  const switcher = useSwitcherStore()
  const helpOpen = ref(false)
  const go = (path: string) => () => void router.push(path)

  useShortcuts([
    {
      id: 'switcher',
      keys: 'mod+k',
      label: 'frame.shortcuts.quickSwitcher',
      group: 'general',
      run: () => (switcher.open = !switcher.open),
    },
    {
      id: 'keyboard-shortcuts',
      keys: 'mod+/',
      label: 'frame.shortcuts.help',
      group: 'general',
      run: () => (helpOpen.value = !helpOpen.value),
    },
    {
      id: 'settings',
      keys: 'mod+,',
      label: 'frame.shortcuts.settings',
      group: 'general',
      run: go('/settings'),
    },
    {
      id: 'toggle-sidebar',
      keys: 'mod+\\',
      label: 'frame.shortcuts.sidebar',
      group: 'general',
      run: () => frame.toggleSidebar(),
      when: () => !frame.narrow,
    },
    {
      id: 'find-people',
      keys: 'mod+shift+p',
      label: 'frame.shortcuts.findPeople',
      group: 'navigation',
      run: go('/people'),
    },
    {
      id: 'browse-groups',
      keys: 'mod+shift+g',
      label: 'frame.shortcuts.browseGroups',
      group: 'navigation',
      run: go('/groups'),
    },
    { id: 'next-region', keys: 'f6', label: 'frame.shortcuts.nextRegion', group: 'navigation' },
    {
      id: 'previous-region',
      keys: 'shift+f6',
      label: 'frame.shortcuts.previousRegion',
      group: 'navigation',
    },
    {
      id: 'new-message',
      keys: beginKeys['new-message'],
      label: 'frame.newMessage',
      group: 'general',
      run: go('/people'),
    },
    {
      id: 'new-group',
      keys: beginKeys['new-group'],
      label: 'frame.newGroup',
      group: 'general',
      run: () => void router.push(createGroupRoute),
    },
  ])
  return { helpOpen }
}
