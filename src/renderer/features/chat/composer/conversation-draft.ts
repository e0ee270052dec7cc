import { computed, onScopeDispose, shallowRef, type ComputedRef } from 'vue'
import type { Draft, OpenConversation } from '../../../../../client/space-client.ts'
import type { Seq } from '../../../../../protocol/index.ts'

const EMPTY: Draft = { text: '', replyTo: null, editing: null }

/** What is being written in a conversation. The client keeps it; whoever types is never overtaken by that. */
export type ConversationDraft = {
  value: ComputedRef<Draft>
  setText(text: string): void
  reply(to: Seq): void
  /** Begins to change a message; what was being written comes back afterwards. */
  edit(message: Seq, text: string): void
  /** Gives up the edit, or else the reply. */
  cancel(): void
  /** It was sent or saved: empty, or what an edit had put aside. */
  done(): void
  /** Brings back what could not be sent, before whatever was typed since. */
  restore(draft: Draft): void
  /** Whether somebody types here: then what another window says waits. */
  hold(typing: boolean): void
}

export function createDraft(
  conversation: Pick<OpenConversation, 'draft' | 'setDraft'>,
): ConversationDraft {
  const value = shallowRef<Draft>(conversation.draft.get())
  let held = false

  const stop = conversation.draft.subscribe(() => {
    if (!held) value.value = conversation.draft.get()
  })
  onScopeDispose(stop)

  function set(draft: Draft): void {
    value.value = draft
    conversation.setDraft(draft)
  }

  function afterEdit(): Draft {
    return value.value.editing === null ? EMPTY : { ...EMPTY, text: value.value.aside ?? '' }
  }

  return {
    value: computed(() => value.value),
    setText: (text) => set({ ...value.value, text }),
    reply(to) {
      set({ ...(value.value.editing === null ? value.value : afterEdit()), replyTo: to })
    },
    edit(message, text) {
      const { editing, text: current, aside } = value.value
      const kept = editing === null ? current : (aside ?? '')
      set({ text, replyTo: null, editing: message, ...(kept && { aside: kept }) })
    },
    cancel() {
      if (value.value.editing !== null) set(afterEdit())
      else set({ ...value.value, replyTo: null })
    },
    done: () => set(afterEdit()),
    restore(draft) {
      const { text } = value.value
      set({ ...draft, text: text.trim() ? `${draft.text}\n${text}` : draft.text })
    },
    hold(typing) {
      held = typing
      if (!typing) value.value = conversation.draft.get()
    },
  }
}
