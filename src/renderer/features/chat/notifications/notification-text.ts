import type { IncomingMessage } from '../../../../../client/space-client.ts'
import type { Translate } from '../../../i18n/use-text.ts'
import { plainText } from '../message/plain-text.ts'
import type { NameOf } from '../notices/notice-words.ts'

const LONGEST = 240

/** What a notification says; with `preview` off, nothing that was written and nobody's name. `spaceName`: where there are several. */
export function notificationText(
  { conversation, message }: IncomingMessage,
  {
    nameOf,
    preview,
    spaceName,
    t,
  }: { nameOf: NameOf; preview: boolean; spaceName: string | null; t: Translate },
): { title: string; body: string } {
  const named = (title: string) =>
    spaceName === null ? title : t('chat.notifications.inSpace', { title, space: spaceName })
  if (!preview) return { title: named(t('chat.notifications.hidden')), body: '' }
  const who = nameOf(message.author)
  const title = conversation.group
    ? t('chat.notifications.inGroup', { who, group: conversation.group.name })
    : who
  return { title: named(title), body: plainText(message.text ?? '', LONGEST) }
}
