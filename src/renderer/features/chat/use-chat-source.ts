import { useRouter } from 'vue-router'
import type { ConversationView } from '../../../../client/space-client.ts'
import type { DirectoryEntry, Group } from '../../../../protocol/index.ts'
import { useSignal } from '../../composables/use-signal.ts'
import { useText } from '../../i18n/use-text.ts'
import type { SwitcherItem } from '../../switcher/switcher-items.ts'
import { useSwitcherSource } from '../../switcher/switcher-store.ts'
import { groupDetailsRoute } from '../groups/groups-routes.ts'
import { useSpace } from '../session/use-space.ts'
import { conversationRoute } from './chat-routes.ts'
import { useKnownPeople, useNames } from './people/known-people.ts'

const MOST = 12

/** Offers conversations, and everybody and every group of the space, in the quick switcher. */
export function useChatSource(): void {
  const space = useSpace()
  const router = useRouter()
  const names = useNames()
  const known = useKnownPeople()
  const { t } = useText()
  const conversations = useSignal(space.conversations)
  const idOf = (conversation: string) => `conversation:${conversation}`

  function picture({ id, group, peer }: ConversationView, name: string): SwitcherItem['picture'] {
    if (group || peer === null) {
      return { kind: 'group', id, name, closed: group?.visibility === 'private' }
    }
    const presence = known.presence(peer)?.state
    return {
      kind: 'person',
      id: peer,
      name,
      colour: known.user(peer)?.colour ?? null,
      picture: known.picture(peer),
      ...(presence && { presence }),
    }
  }

  function conversationItem(view: ConversationView): SwitcherItem {
    const label = names.conversation(view)
    return {
      id: idOf(view.id),
      label,
      picture: picture(view, label),
      recent: view.activeAt,
      unread: view.unread,
      run: () => void router.push(conversationRoute(view.id)),
    }
  }

  function personItem({ user, presence }: DirectoryEntry): SwitcherItem {
    const { id, displayName: label, name, colour } = user
    return {
      id: idOf(space.direct(id)),
      label,
      ...(name !== label && { hint: name }),
      picture: {
        kind: 'person',
        id,
        name: label,
        colour,
        picture: space.people.pictureUrl(user),
        presence: presence.state,
      },
      run: () => void router.push(conversationRoute(space.direct(id))),
    }
  }

  function groupItem({ id, name, purpose, visibility }: Group): SwitcherItem {
    return {
      id: idOf(id),
      label: name,
      ...(purpose && { hint: purpose }),
      picture: { kind: 'group', id, name, closed: visibility === 'private' },
      run: () => void router.push(groupDetailsRoute(id)),
    }
  }

  useSwitcherSource({
    id: 'conversations',
    label: () => t('chat.switcher.conversations'),
    items: () => conversations.value.map(conversationItem),
  })
  useSwitcherSource({
    id: 'people',
    label: () => t('chat.switcher.people'),
    items: () => [],
    search: async (query) =>
      (await space.people.directory(query, { limit: MOST })).people.map(personItem),
  })
  useSwitcherSource({
    id: 'groups',
    label: () => t('chat.switcher.groups'),
    items: () => [],
    search: async (query) =>
      (await space.groups.browse(query)).groups
        .filter(({ role }) => role === null)
        .slice(0, MOST)
        .map(groupItem),
  })
}
