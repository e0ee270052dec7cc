/**
 * How a time is said: `clock` 14:05, `day` Monday 3 March, `date` 3 March 2025, `list` the shortest that
 * fits a list, `full` all of it.
 */
export type TimeStyle = 'clock' | 'day' | 'date' | 'list' | 'full'

const formats: Record<string, Intl.DateTimeFormatOptions> = {
  clock: { timeStyle: 'short' },
  weekday: { weekday: 'short' },
  dayOfYear: { day: 'numeric', month: 'short' },
  dayOfAnyYear: { day: '2-digit', month: '2-digit', year: '2-digit' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  dayAndYear: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  date: { dateStyle: 'long' },
  full: { dateStyle: 'full', timeStyle: 'short' },
}
const cache = new Map<string, Intl.DateTimeFormat>()
const relative = new Map<string, Intl.RelativeTimeFormat>()

function format(locale: string, name: keyof typeof formats, at: number): string {
  const key = `${locale} ${name}`
  let formatter = cache.get(key)
  if (!formatter) cache.set(key, (formatter = new Intl.DateTimeFormat(locale, formats[name])))
  return formatter.format(at)
}

function sayRelative(locale: string, value: number, unit: Intl.RelativeTimeFormatUnit): string {
  let formatter = relative.get(locale)
  if (!formatter) {
    relative.set(locale, (formatter = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })))
  }
  return formatter.format(value, unit)
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

/** Whole calendar days from `at` to `now`: 0 today, 1 yesterday. Right across a change of the clocks. */
export function daysAgo(at: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000)
}

function sayInList(locale: string, at: number, now: number): string {
  const days = daysAgo(at, now)
  if (days <= 0) return format(locale, 'clock', at)
  if (days < 7) return format(locale, 'weekday', at)
  if (days < 300) return format(locale, 'dayOfYear', at)
  return format(locale, 'dayOfAnyYear', at)
}

function sayDay(locale: string, at: number, now: number): string {
  const days = daysAgo(at, now)
  if (days === 0 || days === 1) {
    const words = sayRelative(locale, -days, 'day')
    return words.charAt(0).toLocaleUpperCase(locale) + words.slice(1)
  }
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return format(locale, sameYear ? 'day' : 'dayAndYear', at)
}

export function sayTime(locale: string, style: TimeStyle, at: number, now: number): string {
  if (style === 'list') return sayInList(locale, at, now)
  if (style === 'day') return sayDay(locale, at, now)
  return format(locale, style, at)
}

const STEPS = [
  ['minute', 60_000, 60],
  ['hour', 3_600_000, 24],
  ['day', 86_400_000, 7],
  ['week', 604_800_000, 5],
  ['month', 2_629_800_000, 12],
  ['year', 31_557_600_000, Infinity],
] as const

/** `5 minutes ago`; null within the last minute, which each language says in its own way. */
export function sayAgo(locale: string, at: number, now: number): string | null {
  const past = Math.max(0, now - at)
  if (past < 60_000) return null
  const step = STEPS.find(([, length, most]) => past < length * most) ?? STEPS[5]
  return sayRelative(locale, -Math.floor(past / step[1]), step[0])
}
