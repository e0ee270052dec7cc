import { computed, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { MessageKey } from './messages.ts'
import { regionalTag } from './regional.ts'

/** What a message's blanks are filled with; `count` also chooses the plural, numbers are formatted. */
export type Blanks = Record<string, string | number>

export type Translate = (key: MessageKey, blanks?: Blanks) => string

export type UsedText = {
  t: Translate
  /** BCP 47 tag for `Intl`, with the person's region. */
  locale: ComputedRef<string>
}

const numbers = new Map<string, Intl.NumberFormat>()

function sayNumber(locale: string, value: number): string {
  let format = numbers.get(locale)
  if (!format) numbers.set(locale, (format = new Intl.NumberFormat(locale)))
  return format.format(value)
}

const regionals = new WeakMap<Ref<string>, ComputedRef<string>>()

/** One for all who ask: a browser takes its time to say which languages somebody reads. */
function regionalOf(locale: Ref<string>): ComputedRef<string> {
  let regional = regionals.get(locale)
  if (!regional) {
    regional = computed(() =>
      regionalTag(locale.value, typeof navigator === 'undefined' ? [] : navigator.languages),
    )
    regionals.set(locale, regional)
  }
  return regional
}

export function useText(): UsedText {
  const { t, locale } = useI18n({ useScope: 'global' })
  const regional = regionalOf(locale)

  function translate(key: MessageKey, blanks: Blanks = {}): string {
    const named: Record<string, string> = {}
    for (const [name, value] of Object.entries(blanks)) {
      named[name] = typeof value === 'number' ? sayNumber(regional.value, value) : value
    }
    return typeof blanks.count === 'number' ? t(key, named, blanks.count) : t(key, named)
  }

  return { t: translate, locale: regional }
}
