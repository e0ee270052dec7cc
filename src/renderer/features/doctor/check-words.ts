import type { Translate } from '../../i18n/use-text.ts'

/** What a check came to, in a sentence. */
export function checkWords(problems: number, warnings: number, t: Translate): string {
  return t('doctor.done', {
    problems: t('doctor.problems', { count: problems }),
    warnings: t('doctor.warnings', { count: warnings }),
  })
}
