import { onScopeDispose, watch, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import type { ConversationView } from '../../../../../client/space-client.ts'
import { useShortcuts } from '../../../shortcuts/use-shortcuts.ts'
import { useSpace } from '../../session/use-space.ts'
import { conversationRoute } from '../chat-routes.ts'
import { createConversationPreparer } from './conversation-preparer.ts'
import type { ListRow } from './list-rows.ts'

/**
 * Keys of the whole window that go to the conversation before or after the one on screen, and to the next
 * unread. Those beside it are made ready meanwhile.
 */
export function useConversationSteps(
  rows: Ref<readonly ListRow[]>,
  open: Ref<string | null>,
): void {
  const router = useRouter()

  function beside(
    by: 1 | -1,
    wanted: (view: ConversationView) => boolean = () => true,
  ): ConversationView | undefined {
    const all = rows.value.flatMap((row) => (row.kind === 'conversation' ? row.view : []))
    const here = all.findIndex(({ id }) => id === open.value)
    const start = here < 0 && by < 0 ? 0 : here
    for (let count = 1; count <= all.length; count += 1) {
      const next = all[(start + by * count + all.length * 2) % all.length]
      if (next && wanted(next)) return next
    }
  }

  function step(by: 1 | -1, wanted?: (view: ConversationView) => boolean): void {
    const next = beside(by, wanted)
    if (next) void router.push(conversationRoute(next.id))
  }

  const preparer = createConversationPreparer(useSpace())
  watch(open, () => {
    const [after, before] = [beside(1), beside(-1)]
    preparer.prepare([after, before].flatMap((view) => view?.id ?? []))
  })
  onScopeDispose(preparer.stop)

  useShortcuts([
    {
      id: 'previous-conversation',
      keys: 'alt+arrowup',
      label: 'chat.keys.previous',
      group: 'navigation',
      run: () => step(-1),
    },
    {
      id: 'next-conversation',
      keys: 'alt+arrowdown',
      label: 'chat.keys.next',
      group: 'navigation',
      run: () => step(1),
    },
    {
      id: 'next-unread',
      keys: 'alt+shift+arrowdown',
      label: 'chat.keys.nextUnread',
      group: 'navigation',
      run: () => step(1, ({ unread }) => unread > 0),
    },
  ])
}
