import { computed, type ComputedRef } from 'vue'
import {
  Compass,
  Keyboard,
  LogOut,
  MessageSquarePlus,
  Settings,
  Trash2,
  UsersRound,
  UserSearch,
} from '@lucide/vue'
import type { MenuItem } from '../design/menu-items.ts'
import { useJoiningStore } from '../features/joining/joining-store.ts'
import { useSessionStore } from '../features/session/session-store.ts'
import { useGoTo } from '../features/session/use-go-to.ts'
import { useFrameStore } from '../frame/frame-store.ts'
import { useText } from '../i18n/use-text.ts'
import { useShortcutsStore } from '../shortcuts/shortcuts-store.ts'
import { shownKeys } from './begin-keys.ts'

/** The sidebar's two menus: of the space, and of what can be begun. */
export function useSpaceMenus(act: { signOut: () => void; remove: (space: string) => void }): {
  space: ComputedRef<MenuItem[]>
  begin: ComputedRef<MenuItem[]>
  /** Of any space in the rail. */
  of: (space: string) => MenuItem[]
} {
  const { t } = useText()
  const session = useSessionStore()
  const goTo = useGoTo()
  const joining = useJoiningStore()
  const frame = useFrameStore()
  const commands = useShortcutsStore()
  const run = (id: string) => () => void commands.run(id)

  /** On a narrow window the rail has folded into this menu. */
  const others = computed<MenuItem[]>(() => {
    if (!frame.narrow || session.spaces.length < 2) return []
    const spaces = session.spaces.map(({ id, name }) => ({
      id,
      label: name,
      checked: id === session.current?.id,
      run: () => void goTo(id),
    }))
    return [{ kind: 'title', label: t('frame.spaces') }, ...spaces, { kind: 'separator' }]
  })

  /** The own space is given up where it is hosted. */
  function of(id: string): MenuItem[] {
    const known = session.spaces.find((one) => one.id === id)
    if (!joining.canJoin || !known || known.hosted) return []
    const label = t('frame.removeSpaceAsk')
    return [{ id: 'remove', label, icon: Trash2, tone: 'bad', run: () => act.remove(id) }]
  }

  const space = computed<MenuItem[]>(() => [
    ...others.value,
    {
      id: 'find-people',
      label: t('frame.findPeople'),
      icon: UserSearch,
      keys: 'mod+shift+p',
      run: run('find-people'),
    },
    {
      id: 'browse-groups',
      label: t('frame.browseGroups'),
      icon: Compass,
      keys: 'mod+shift+g',
      run: run('browse-groups'),
    },
    { kind: 'separator' },
    {
      id: 'settings',
      label: t('frame.settings'),
      icon: Settings,
      keys: 'mod+,',
      run: run('settings'),
    },
    {
      id: 'keyboard-shortcuts',
      label: t('frame.shortcuts.title'),
      icon: Keyboard,
      keys: 'mod+/',
      run: run('keyboard-shortcuts'),
    },
    { kind: 'separator' },
    { id: 'sign-out', label: t('frame.signOut'), icon: LogOut, run: act.signOut },
    ...of(session.current?.id ?? ''),
  ])

  const begin = computed<MenuItem[]>(() => [
    {
      id: 'new-message',
      label: t('frame.newMessage'),
      icon: MessageSquarePlus,
      keys: shownKeys('new-message'),
      run: run('new-message'),
    },
    {
      id: 'new-group',
      label: t('frame.newGroup'),
      icon: UsersRound,
      keys: shownKeys('new-group'),
      run: run('new-group'),
    },
  ])

  return { space, begin, of }
}
