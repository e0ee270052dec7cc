import type { AskedWords } from '../../../../shared/ipc/schemas.ts'
import type { Translate } from '../../i18n/use-text.ts'
import type { Typed } from './words-typed.ts'

/** Why words lead nowhere: what was typed, or what came of asking. */
export type NotKnown =
  Exclude<AskedWords, { status: 'known' }> | Exclude<Typed, { kind: 'place' | 'words' }>

/** What happened, and what to do. */
export function wordsProblem(why: NotKnown, t: Translate): string {
  if ('kind' in why) {
    if (why.kind === 'not-four') return t('joining.words.notFour')
    return t('admission.fieldUnknown', { words: why.unknown.join(', ') })
  }
  if (why.status === 'too-fast') return t('joining.words.tooFast', { seconds: why.seconds })
  if (why.asked === 0) return t('joining.words.nobody')
  return t('joining.words.unknown', { count: why.asked })
}
