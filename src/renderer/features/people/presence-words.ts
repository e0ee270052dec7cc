import type { Presence } from '../../../../protocol/entities.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import type { Blanks } from '../../i18n/use-text.ts'
import { daysAgo, sayAgo, sayTime } from '../../time/time-words.ts'

export type PresenceWords =
  | { key: MessageKey; blanks?: Blanks }
  /** Seen within the last minute. */
  | { key: 'people.lastSeen'; justNow: true }

/** What is said of where a person is; null where that is not known yet. */
export function presenceWords(
  presence: Presence | null,
  locale: string,
  now: number,
): PresenceWords | null {
  if (!presence) return null
  const { state, since } = presence
  if (state === 'online') return { key: 'frame.presence.online' }
  if (state === 'away') return awayWords(since, locale, now)
  if (since === null) return { key: 'people.neverSeen' }
  const when = sayAgo(locale, since, now)
  if (when === null) return { key: 'people.lastSeen', justNow: true }
  return { key: 'people.lastSeen', blanks: { when } }
}

function awayWords(since: number | null, locale: string, now: number): PresenceWords {
  if (since === null || daysAgo(since, now) > 0) return { key: 'frame.presence.away' }
  return { key: 'people.awaySince', blanks: { time: sayTime(locale, 'clock', since, now) } }
}
