import { conversationRoute } from '../features/chat/chat-routes.ts'
import { knownPeopleOf, namesOf } from '../features/chat/people/known-people.ts'
import type { OpenSpace } from '../features/session/open-spaces.ts'
import { useSessionStore } from '../features/session/session-store.ts'
import { useGoTo } from '../features/session/use-go-to.ts'
import { useText } from '../i18n/use-text.ts'
import { useShortcuts } from '../shortcuts/use-shortcuts.ts'
import type { SwitcherItem } from '../switcher/switcher-items.ts'
import { useSwitcherSource } from '../switcher/switcher-store.ts'

const KEYS = 9

/** The ways from this space to the others: by the quick switcher, to their conversations too, and by number. */
export function useOtherSpaces(): void {
  const session = useSessionStore()
  const goTo = useGoTo()
  const { t } = useText()
  const others = () => session.spaces.filter(({ id }) => id !== session.current?.id)
  const nameOf = (id: string) => session.spaces.find((space) => space.id === id)?.name ?? ''

  function conversationsOf({ account, client, id: space }: OpenSpace): SwitcherItem[] {
    if (!account) return []
    const known = knownPeopleOf(client)
    const names = namesOf(known, () => account.user.id, t)
    return client.conversations.get().map((view) => {
      const { group, id, peer, unread } = view
      const name = names.conversation(view)
      const closed = group?.visibility === 'private'
      return {
        id: `conversation:${space}:${id}`,
        label: name,
        hint: nameOf(space),
        picture:
          group || peer === null
            ? { kind: 'group', id, name, closed }
            : {
                ...{ kind: 'person', id: peer, name, picture: known.picture(peer) },
                colour: known.user(peer)?.colour ?? null,
              },
        unread,
        run: () => void goTo(space, conversationRoute(id)),
      }
    })
  }

  useSwitcherSource({
    id: 'elsewhere',
    label: () => t('frame.switcher.elsewhere'),
    last: true,
    items: () =>
      session.open.filter(({ id }) => id !== session.current?.id).flatMap(conversationsOf),
  })
  useSwitcherSource({
    id: 'spaces',
    label: () => t('frame.spaces'),
    last: true,
    items: () =>
      others().map(({ id, name }) => ({
        id: `space:${id}`,
        label: name,
        picture: { kind: 'group', id, name },
        run: () => void goTo(id),
      })),
  })

  if (!window.parley) return
  // One line of the help stands for all of them: it shows the first.
  useShortcuts(
    Array.from({ length: KEYS }, (_, at) => KEYS - at).map((number) => ({
      id: 'go-to-space',
      keys: `mod+${number}`,
      label: 'frame.shortcuts.space',
      group: 'navigation',
      run: () => void goTo(session.spaces[number - 1]!.id),
      when: () => session.spaces.length > 1 && session.spaces.length >= number,
    })),
  )
}
