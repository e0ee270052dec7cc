import { Copy, CornerUpLeft, Pencil, RotateCcw, SmilePlus, Trash2, Undo2 } from '@lucide/vue'
import { computed, shallowRef, type Component, type ComputedRef, type ShallowRef } from 'vue'
import type { MenuItem } from '../../../design/menu-items.ts'
import { useToastStore } from '../../../design/toast-store.ts'
import { useText } from '../../../i18n/use-text.ts'
import type { Chat } from '../chat-context.ts'
import { useCopyText } from '../copy-text.ts'
import type { MessageItem } from '../timeline/timeline-rows.ts'
import { ACTION_KEYS, messageActions, type MessageAction } from './message-actions.ts'

export type MessageCommands = {
  offered(item: MessageItem): MessageAction[]
  menu(item: MessageItem): MenuItem[]
  run(action: MessageAction, item: MessageItem, anchor?: HTMLElement | null): void
  react(item: MessageItem, emoji: string, on: boolean): void
  /** Adds one's own reaction, or takes it back. */
  toggle(item: MessageItem, emoji: string): void
  /** Of a message that was refused, or whose last change was. */
  retry(item: MessageItem): void
  mend(item: MessageItem): void
  discard(item: MessageItem): void
  /** The message that waits for an emoji, and beside what it is chosen. */
  picking: ShallowRef<{ item: MessageItem; anchor: HTMLElement } | null>
  /** The message that waits for a word before it is deleted. */
  removing: ShallowRef<MessageItem | null>
  confirmRemove(): void
  pickingFor: ComputedRef<string | null>
}

const ICONS: Record<MessageAction, Component> = {
  react: SmilePlus,
  reply: CornerUpLeft,
  edit: Pencil,
  copy: Copy,
  remove: Trash2,
  retry: RotateCcw,
  'edit-failed': Pencil,
  discard: Undo2,
}

/** What the toolbar, the menu and the keys of messages do. */
export function useMessageCommands(chat: Chat, focusComposer: () => void): MessageCommands {
  const { conversation, draft } = chat
  const { t } = useText()
  const toasts = useToastStore()
  const copy = useCopyText()
  const picking = shallowRef<MessageCommands['picking']['value']>(null)
  const removing = shallowRef<MessageItem | null>(null)
  const labels = {
    react: 'chat.message.react',
    reply: 'chat.message.reply',
    edit: 'chat.message.edit',
    copy: 'chat.message.copy',
    remove: 'chat.message.remove',
    retry: 'chat.message.retry',
    'edit-failed': 'chat.message.editAndSend',
    discard: 'chat.message.discard',
  } as const

  const offered = (item: MessageItem): MessageAction[] => messageActions(item, chat.standing.value)

  /** The client keeps every write; it rejects only where it could not even be kept. */
  function attempt(write: Promise<unknown>): void {
    write.catch(() => toasts.show({ text: t('chat.composer.notKept'), tone: 'bad' }))
  }

  function selectedText(): string | null {
    const selected = getSelection()?.toString() ?? ''
    return selected.trim() === '' ? null : selected
  }

  async function discard(item: MessageItem): Promise<void> {
    const { cid, replyTo } = item.event
    if (cid === undefined) return
    const text = await conversation.discard(cid)
    if (text === null) return void toasts.show({ text: t('chat.message.tooLate') })
    toasts.show({
      text: t('chat.message.discarded'),
      action: {
        label: t('chat.message.undo'),
        run: () => draft.restore({ text, replyTo: replyTo ?? null, editing: null }),
      },
    })
  }

  async function mend(item: MessageItem): Promise<void> {
    const { cid, replyTo } = item.event
    const text = cid === undefined ? null : await conversation.discard(cid)
    if (text === null) return
    draft.restore({ text, replyTo: replyTo ?? null, editing: null })
    focusComposer()
  }

  async function mendChange({ failedChange, event }: MessageItem): Promise<void> {
    if (!failedChange) return
    const text = (await conversation.discard(failedChange.cid)) ?? failedChange.text
    draft.edit(event.seq, text ?? event.text ?? '')
  }

  function react(item: MessageItem, emoji: string, on: boolean): void {
    attempt(conversation.react(item.event.seq, emoji, on))
  }

  function run(action: MessageAction, item: MessageItem, anchor: HTMLElement | null = null): void {
    const { event } = item
    switch (action) {
      case 'react':
        if (anchor) picking.value = { item, anchor }
        return
      case 'reply':
        draft.reply(event.seq)
        return focusComposer()
      case 'edit':
        draft.edit(event.seq, event.text ?? '')
        return focusComposer()
      case 'copy':
        return void copy(selectedText() ?? event.text ?? '')
      case 'remove':
        removing.value = item
        return
      case 'retry':
        if (event.cid !== undefined) attempt(conversation.retry(event.cid))
        return
      case 'edit-failed':
        return attempt(mend(item))
      case 'discard':
        return attempt(discard(item))
    }
  }

  return {
    offered,
    run,
    menu: (item) =>
      offered(item).map((action) => ({
        id: action,
        label: t(labels[action]),
        icon: ICONS[action],
        ...(ACTION_KEYS[action] && { keys: ACTION_KEYS[action] }),
        ...(action === 'remove' && { tone: 'bad' as const }),
        run: () => run(action, item, rowElement(item)),
      })),
    react,
    toggle(item, emoji) {
      const mine = item.event.reactions?.[emoji]?.includes(chat.me.value ?? '') ?? false
      react(item, emoji, !mine)
    },
    retry(item) {
      const cid = item.failedChange?.cid ?? item.event.cid
      if (cid !== undefined) attempt(conversation.retry(cid))
    },
    mend: (item) => attempt(item.failedChange ? mendChange(item) : mend(item)),
    discard(item) {
      attempt(item.failedChange ? conversation.discard(item.failedChange.cid) : discard(item))
    },
    picking,
    removing,
    confirmRemove() {
      if (removing.value) attempt(conversation.remove(removing.value.event.seq))
      removing.value = null
    },
    pickingFor: computed(() => picking.value?.item.key ?? null),
  }
}

/** The row's own element: what the picker stands beside when it was asked for by menu or key. */
function rowElement({ key }: MessageItem): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"] .content`)
}
