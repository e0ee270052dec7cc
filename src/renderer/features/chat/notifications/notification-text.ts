import type { IncomingMessage } from '../../../../../client/space-client.ts'
import type { Translate } from '../../../i18n/use-text.ts'
import { plainText } from '../message/plain-text.ts'
import type { NameOf } from '../notices/notice-words.ts'

const LONGEST = 240

/** What a notification says; with `preview` off, nothing that was written and nobody's name. */
export function notificationText(
  { conversation, message }: IncomingMessage,
  { nameOf, preview, t }: { nameOf: NameOf; preview: boolean; t: Translate },
): { title: string; body: string } {
  if (!preview) return { title: t('chat.notifications.hidden'), body: '' }
  const who = nameOf(message.author)
  const title = conversation.group
    ? t('chat.notifications.inGroup', { who, group: conversation.group.name })
    : who
  return { title, body: plainText(message.text ?? '', LONGEST) }
}
