import { computed, nextTick, onBeforeUnmount, ref, type ComputedRef, type Ref } from 'vue'
import { isMac } from '../../../shortcuts/key-combination.ts'
import { useText } from '../../../i18n/use-text.ts'
import { usePreference } from '../../../preferences/use-preference.ts'
import { useToastStore } from '../../../design/toast-store.ts'
import type { Chat } from '../chat-context.ts'
import { emojiData } from '../emoji/emoji-data.ts'
import { emojiNamed } from '../emoji/find-emoji.ts'
import { lastOwnMessage } from '../timeline/last-own-message.ts'
import { closedShortcode, isInCode } from './completion-trigger.ts'
import { composerAction, type ComposerAction } from './composer-keys.ts'
import { emojiSource, mentionSource } from './completion-sources.ts'
import { applyEdit, insertText } from './text-area-edit.ts'
import { formatEdit, type Format } from './text-formatting.ts'
import { lengthState, type LengthState } from './text-length.ts'
import { useCompletions, type UsedCompletions } from './use-completions.ts'

export type UsedComposer = {
  text: ComputedRef<string>
  length: ComputedRef<LengthState>
  canSend: ComputedRef<boolean>
  /** Someone tried to send what cannot be sent: why is said loudly from then on. */
  refused: Ref<boolean>
  completions: UsedCompletions
  onInput(event: Event): void
  onKey(event: KeyboardEvent): void
  onCaret(): void
  send(): Promise<void>
  cancel(): void
  format(format: Format): void
  insert(text: string): void
  takeCompletion(index?: number): void
  focus(): void
}

/** What happens in the composer: typing, completing, formatting, sending (told by `sent`), editing. */
export function useComposer(
  chat: Chat,
  area: Ref<HTMLTextAreaElement | null>,
  sent: () => void,
): UsedComposer {
  const { draft, conversation } = chat
  const { t } = useText()
  const toasts = useToastStore()
  const completions = useCompletions({ mention: mentionSource(chat), emoji: emojiSource })
  const refused = ref(false)
  const enterSends = usePreference('enterSends')

  const text = computed(() => draft.value.value.text)
  const editing = computed(() => draft.value.value.editing)
  const length = computed(() => lengthState(text.value))
  const canSend = computed(() => text.value.trim() !== '' && length.value.kind !== 'over')

  const focus = (): void => area.value?.focus()

  function setText(value: string): void {
    draft.setText(value)
    refused.value = false
    if (editing.value === null) conversation.setTyping(value.trim() !== '')
  }

  function onInput(event: Event): void {
    setText((event.target as HTMLTextAreaElement).value)
    onCaret()
    if ((event as InputEvent).data === ':') void replaceShortcode()
  }

  function onCaret(): void {
    const { value: element } = area
    if (!element || element.selectionStart !== element.selectionEnd) return completions.close()
    completions.look(element.value, element.selectionStart)
  }

  async function replaceShortcode(): Promise<void> {
    const element = area.value
    if (!element) return
    const { value, selectionStart: caret } = element
    const found = isInCode(value, caret) ? null : closedShortcode(value, caret)
    const emoji = found && emojiNamed(await emojiData().catch(() => []), found.name)
    if (!emoji || element.value !== value || element.selectionStart !== caret) return
    const end = found.from + emoji.length
    applyEdit(element, { from: found.from, to: caret, text: emoji, select: { start: end, end } })
  }

  async function saveEdit(seq: number, value: string): Promise<void> {
    const stored = conversation.edit(seq, value)
    draft.done()
    await stored
  }

  async function sendNew(value: string, replyTo: number | null): Promise<void> {
    const stored = conversation.send(value, replyTo === null ? {} : { replyTo })
    draft.done()
    conversation.setTyping(false)
    sent()
    await stored
  }

  async function send(): Promise<void> {
    if (!canSend.value) {
      refused.value = length.value.kind === 'over' || editing.value !== null
      return
    }
    const before = draft.value.value
    const value = before.text.trim()
    completions.close()
    try {
      await (before.editing === null
        ? sendNew(value, before.replyTo)
        : saveEdit(before.editing, value))
    } catch {
      draft.restore(before)
      toasts.show({ text: t('chat.composer.notKept'), tone: 'bad' })
    }
  }

  async function editLast(): Promise<void> {
    const last = lastOwnMessage(chat.timeline.value.items, chat.me.value)
    if (!last) return
    draft.edit(last.event.seq, last.event.text ?? '')
    await nextTick()
    area.value?.setSelectionRange(text.value.length, text.value.length)
  }

  function takeCompletion(index = completions.active.value): void {
    const item = completions.items.value[index]
    const wanted = completions.trigger.value
    const element = area.value
    if (!item || !wanted || !element) return
    const end = wanted.from + item.insert.length
    const to = element.selectionStart
    completions.close()
    applyEdit(element, { from: wanted.from, to, text: item.insert, select: { start: end, end } })
  }

  function format(kind: Format): void {
    const element = area.value
    if (!element) return
    const { value, selectionStart: start, selectionEnd: end } = element
    applyEdit(element, formatEdit(value, { start, end }, kind))
  }

  function insert(inserted: string): void {
    if (area.value) insertText(area.value, inserted)
  }

  function run(action: ComposerAction): void {
    switch (action) {
      case 'send':
        return void send()
      case 'newline':
        return insert('\n')
      case 'edit-last':
        return void editLast()
      case 'cancel':
        return draft.cancel()
      case 'completion-next':
        return completions.move(1)
      case 'completion-previous':
        return completions.move(-1)
      case 'completion-take':
        return takeCompletion()
      case 'completion-close':
        return completions.close()
      default:
        return format(action)
    }
  }

  function onKey(event: KeyboardEvent): void {
    const element = area.value
    if (!element) return
    const action = composerAction(event, {
      empty: element.value === '',
      atBeginning: element.selectionEnd === 0,
      editing: editing.value !== null,
      replying: draft.value.value.replyTo !== null,
      completing: completions.open.value,
      isMac: isMac(),
      enterSends: enterSends.value,
    })
    if (!action) return
    event.preventDefault()
    event.stopPropagation()
    run(action)
  }

  onBeforeUnmount(() => conversation.setTyping(false))

  return {
    text,
    length,
    canSend,
    refused,
    completions,
    onInput,
    onKey,
    onCaret,
    send,
    cancel: draft.cancel,
    format,
    insert,
    takeCompletion,
    focus,
  }
}
