import { computed, shallowRef, type ComputedRef, type Ref } from 'vue'
import type { ConversationView } from '../../../../../client/space-client.ts'
import type { MenuItem } from '../../../design/menu-items.ts'
import { useText } from '../../../i18n/use-text.ts'
import { useNames } from '../people/known-people.ts'

/** One menu for the whole list: that of the conversation it is opened on. */
export function useRowMenu(
  views: Ref<readonly ConversationView[]>,
  itemsOf: (view: ConversationView) => MenuItem[],
): {
  items: ComputedRef<MenuItem[]>
  label: ComputedRef<string>
  prepare(event: Event): void
} {
  const names = useNames()
  const { t } = useText()
  const chosen = shallowRef<ConversationView | null>(null)

  return {
    items: computed(() => (chosen.value ? itemsOf(chosen.value) : [])),
    label: computed(() =>
      t('chat.list.menu', { name: chosen.value ? names.conversation(chosen.value) : '' }),
    ),
    prepare(event) {
      const link =
        event.target instanceof Element ? event.target.closest('[data-conversation]') : null
      const id = link?.getAttribute('data-conversation')
      chosen.value = views.value.find((view) => view.id === id) ?? null
      if (event.type === 'contextmenu' && !chosen.value) event.stopImmediatePropagation()
    },
  }
}
