import type { HostSuggestion } from '../../../../shared/ipc/schemas.ts'
import type { Translate } from '../../i18n/use-text.ts'

/** What a space may be called: `shared/ipc/schemas.ts`. */
export const LONGEST_NAME = 80

/** By what a new space is called until the person says otherwise. */
export function suggestedName({ person, machine }: HostSuggestion, t: Translate): string {
  if (person !== null) return t('hosting.nameOf', { name: person })
  return t('hosting.nameAt', { name: machine })
}
