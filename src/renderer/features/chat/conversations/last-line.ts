import type { ConversationView } from '../../../../../client/space-client.ts'
import type { UserId } from '../../../../../protocol/index.ts'
import type { Translate } from '../../../i18n/use-text.ts'
import { plainText } from '../message/plain-text.ts'
import { isolated, type NameOf } from '../notices/notice-words.ts'

export type LastLine = { kind: 'typing' | 'draft' | 'deleted' | 'text' | 'empty'; text: string }

const LONGEST = 120

/** The second line of a conversation in the list: who types, else one's draft, else what was said last. */
export function lastLine(
  view: ConversationView,
  { me, isOpen, nameOf, t }: { me: UserId | null; isOpen: boolean; nameOf: NameOf; t: Translate },
): LastLine {
  const [typing] = view.typing
  if (typing !== undefined) {
    const text =
      view.kind === 'group' && view.typing.length === 1
        ? t('chat.typing.one', { who: isolated(nameOf(typing)) })
        : t('chat.typing.short')
    return { kind: 'typing', text }
  }
  const draft = view.draft.trim()
  if (draft && !isOpen) return { kind: 'draft', text: plainText(draft, LONGEST) }
  if (!view.last) return { kind: 'empty', text: t('chat.list.nothingYet') }
  const { author, text: said } = view.last
  const words = said === null ? t('chat.deletedMessage') : plainText(said, LONGEST)
  const kind = said === null ? 'deleted' : 'text'
  if (author === me && view.peer !== me) return { kind, text: t('chat.list.you', { text: words }) }
  if (view.kind === 'direct') return { kind, text: words }
  return { kind, text: t('chat.list.by', { who: isolated(nameOf(author)), text: words }) }
}
