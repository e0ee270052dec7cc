import { CheckCheck, LogOut, PanelRight } from '@lucide/vue'
import { shallowRef, type ShallowRef } from 'vue'
import { useRouter } from 'vue-router'
import type { ConversationView } from '../../../../../client/space-client.ts'
import type { Group } from '../../../../../protocol/index.ts'
import type { MenuItem } from '../../../design/menu-items.ts'
import { useText } from '../../../i18n/use-text.ts'
import { useSpace } from '../../session/use-space.ts'
import { conversationRoute } from '../chat-routes.ts'

export type UsedConversationMenu = {
  items(view: ConversationView): MenuItem[]
  /** The group that is about to be left. */
  leaving: ShallowRef<Group | null>
}

/** What can be done with a conversation from the list. */
export function useConversationMenu(): UsedConversationMenu {
  const space = useSpace()
  const router = useRouter()
  const { t } = useText()
  const leaving = shallowRef<Group | null>(null)

  function markRead(view: ConversationView): void {
    const conversation = space.open(view.id)
    conversation.markRead(view.head)
    conversation.close()
  }

  return {
    leaving,
    items(view) {
      const { group } = view
      const leave: MenuItem[] = [
        { kind: 'separator' },
        {
          id: 'leave',
          label: t('chat.list.leave'),
          icon: LogOut,
          tone: 'bad',
          run: () => (leaving.value = group),
        },
      ]
      return [
        {
          id: 'mark-read',
          label: t('chat.list.markRead'),
          icon: CheckCheck,
          disabled: view.unread === 0,
          run: () => markRead(view),
        },
        {
          id: 'details',
          label: t('chat.list.openDetails'),
          icon: PanelRight,
          run: () => void router.push(conversationRoute(view.id, { panel: 'details' })),
        },
        ...(group?.role ? leave : []),
      ]
    },
  }
}
