import { Link } from '@lucide/vue'
import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import type { MenuItem } from '../../../design/menu-items.ts'
import { useText } from '../../../i18n/use-text.ts'
import { useCopyText } from '../copy-text.ts'
import type { MessageCommands } from '../message/use-message-commands.ts'
import type { MessageItem, TimelineRow } from './timeline-rows.ts'

export type RowPointer = {
  /** Key of the message that is pointed at. */
  pointed: Ref<string | null>
  /** Key of the message whose menu is open. */
  menuOf: Ref<string | null>
  menu: ComputedRef<MenuItem[]>
  onMove(event: PointerEvent): void
  onLeave(): void
  prepareMenu(event: Event): void
  onMenu(open: boolean): void
}

/** Which message the pointer is on, and whose menu it opens. One menu serves all rows. */
export function useRowPointer(
  rows: Ref<readonly TimelineRow[]>,
  commands: MessageCommands,
): RowPointer {
  const { t } = useText()
  const copy = useCopyText()
  const pointed = ref<string | null>(null)
  const menuOf = ref<string | null>(null)
  const menuItem = shallowRef<MessageItem | null>(null)
  /** Address of the link that the menu was opened on. */
  const link = ref<string | null>(null)
  const menu = computed<MenuItem[]>(() => [
    ...(link.value === null ? [] : linkLines(link.value)),
    ...(menuItem.value ? commands.menu(menuItem.value) : []),
  ])

  function linkLines(address: string): MenuItem[] {
    const label = t('chat.message.copyLink')
    const line = { id: 'copy-link', label, icon: Link, run: () => void copy(address) }
    return [line, { kind: 'separator' }]
  }

  function messageOf(event: Event): MessageItem | null {
    const element = event.target instanceof Element ? event.target.closest('[data-index]') : null
    const row = element && rows.value[Number(element.getAttribute('data-index'))]
    return row?.kind === 'message' ? row.item : null
  }

  return {
    pointed,
    menuOf,
    menu,
    onMove(event) {
      // Rows that scroll past a pointer at rest are not pointed at.
      const rests = event.movementX === 0 && event.movementY === 0
      if (event.pointerType !== 'touch' && !rests) pointed.value = messageOf(event)?.key ?? null
    },
    onLeave: () => (pointed.value = null),
    /** Before the menu opens; where there is nothing to do, it is the system's own. */
    prepareMenu(event) {
      const anchor = event.target instanceof Element ? event.target.closest('a') : null
      link.value = anchor?.href ?? null
      menuItem.value = messageOf(event)
      if (event.type === 'contextmenu' && menu.value.length === 0) event.stopPropagation()
    },
    onMenu: (open) => (menuOf.value = open ? (menuItem.value?.key ?? null) : null),
  }
}
