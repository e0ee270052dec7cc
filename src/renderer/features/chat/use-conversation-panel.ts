import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { ConversationPanel } from './chat-routes.ts'

const PANELS = new Set<string>(['details', 'search', 'profile'] satisfies ConversationPanel[])

export type UsedPanel = {
  current: ComputedRef<ConversationPanel | null>
  /** Whose profile is open. */
  person: ComputedRef<string | null>
  open(panel: ConversationPanel, person?: string): void
  toggle(panel: ConversationPanel): void
  close(): void
}

/** What stands on the right of the conversation. It is in the address, so that going back closes it. */
export function useConversationPanel(): UsedPanel {
  const route = useRoute()
  const router = useRouter()

  const current = computed(() => {
    const { panel } = route.query
    return typeof panel === 'string' && PANELS.has(panel) ? (panel as ConversationPanel) : null
  })
  const person = computed(() => {
    const { person: id } = route.query
    return typeof id === 'string' ? id : null
  })

  function open(panel: ConversationPanel, who?: string): void {
    const query = { panel, ...(who !== undefined && { person: who }) }
    const change = { params: route.params, query }
    void (current.value ? router.replace(change) : router.push(change))
  }

  function close(): void {
    if (current.value) void router.replace({ params: route.params, query: {} })
  }

  return {
    current,
    person,
    open,
    close,
    toggle(panel) {
      if (current.value === panel) close()
      else open(panel)
    },
  }
}
