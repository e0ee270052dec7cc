import type { UserId } from '../../../../../protocol/index.ts'
import type { MessageKey } from '../../../i18n/messages.ts'
import type { Translate } from '../../../i18n/use-text.ts'
import type { NoticeEvent } from '../timeline/timeline-rows.ts'

export type NameOf = (user: UserId) => string
type Words = { key: MessageKey; blanks: Record<string, string> }

/** Names end where they end: one in another direction does not turn the sentence around it. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`
}

/** What a system event says, as the key of a sentence and what fills it. */
export function noticeWords(event: NoticeEvent, nameOf: NameOf): Words {
  const who = isolated(nameOf(event.author))
  const say = (key: MessageKey, blanks: Record<string, string> = {}): Words => ({
    key,
    blanks: { who, ...blanks },
  })
  switch (event.kind) {
    case 'create':
      return say('chat.notice.create')
    case 'join':
      return event.user === event.author
        ? say('chat.notice.join')
        : say('chat.notice.add', { whom: isolated(nameOf(event.user)) })
    case 'leave':
      return event.user === event.author
        ? say('chat.notice.leave')
        : say('chat.notice.remove', { whom: isolated(nameOf(event.user)) })
    case 'role':
      return say(`chat.notice.role.${event.role}`, { whom: isolated(nameOf(event.user)) })
    case 'rename':
      return say('chat.notice.rename', { name: isolated(event.name) })
    case 'describe':
      return event.purpose
        ? say('chat.notice.describe', { purpose: isolated(event.purpose) })
        : say('chat.notice.describeNothing')
    case 'visibility':
      return say(`chat.notice.visibility.${event.visibility}`)
    case 'archive':
      return say('chat.notice.archive')
    case 'restore':
      return say('chat.notice.restore')
  }
}

const MOST_NAMES = 3

/** `Anna, Ben and 4 others`. */
function listNames(names: readonly string[], t: Translate, locale: string): string {
  const more = names.length - MOST_NAMES + 1
  const shown =
    names.length > MOST_NAMES
      ? [...names.slice(0, MOST_NAMES - 1), t('chat.others', { count: more })]
      : names
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(shown)
}

/** People who all did the same, or to whom the same person did it; null where the events differ. */
function alike(events: readonly NoticeEvent[]): 'join' | 'leave' | 'add' | 'remove' | null {
  const [first] = events
  if (!first || (first.kind !== 'join' && first.kind !== 'leave')) return null
  const own = first.user === first.author
  const same = events.every(
    (event) =>
      event.kind === first.kind &&
      (own
        ? event.user === event.author
        : event.author === first.author && event.user !== event.author),
  )
  if (!same) return null
  if (first.kind === 'join') return own ? 'join' : 'add'
  return own ? 'leave' : 'remove'
}

/** A run of system events in one line. */
export function noticeSummary(
  events: readonly NoticeEvent[],
  nameOf: NameOf,
  t: Translate,
  locale: string,
): string {
  const [first] = events
  if (!first) return ''
  const single = noticeWords(first, nameOf)
  if (events.length === 1) return t(single.key, single.blanks)
  const kind = alike(events)
  if (!kind) {
    return t('chat.notice.more', { first: t(single.key, single.blanks), count: events.length - 1 })
  }
  const people = [...new Set(events.map((event) => (event as { user: UserId }).user))]
  const names = listNames(
    people.map((user) => isolated(nameOf(user))),
    t,
    locale,
  )
  if (kind === 'join' || kind === 'leave') return t(`chat.notice.${kind}`, { who: names })
  return t(`chat.notice.${kind}`, { who: isolated(nameOf(first.author)), whom: names })
}
