import { useText } from '../../i18n/use-text.ts'
import { refusalWords, type Concern, type Problem } from './refusal-words.ts'

export type UsedRefusalWords = {
  /** The sentence for a person. */
  sentence: (problem: Problem, concern?: Concern) => string
}

/** Turns what a call of the client rejected with into words of the person's language. */
export function useRefusalWords(): UsedRefusalWords {
  const { t } = useText()

  function sentence(problem: Problem, concern?: Concern): string {
    const { key, blanks } = refusalWords(problem, concern)
    return t(key, blanks)
  }

  return { sentence }
}
