import type { UserId } from '../../../../../protocol/index.ts'
import type { Translate } from '../../../i18n/use-text.ts'
import { isolated, type NameOf } from '../notices/notice-words.ts'

/** Who is typing, in a sentence; null while nobody is. */
export function typingWords(
  typing: readonly UserId[],
  nameOf: NameOf,
  t: Translate,
): string | null {
  const [first, second] = typing
  if (first === undefined) return null
  const who = isolated(nameOf(first))
  if (second === undefined) return t('chat.typing.one', { who })
  if (typing.length === 2) return t('chat.typing.two', { who, other: isolated(nameOf(second)) })
  return t('chat.typing.many', { count: typing.length })
}
