import type { Group, Visibility } from '../../../../protocol/entities.ts'
import { limits } from '../../../../protocol/limits.ts'
import { nameProblem } from '../../../../protocol/names.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import type { Blanks } from '../../i18n/use-text.ts'

/** What a person says of a group. */
export type GroupForm = { name: string; purpose: string; visibility: Visibility }

export type FieldProblem = { key: MessageKey; blanks?: Blanks }

const PROBLEMS = {
  empty: { key: 'errors.nameEmpty' },
  invisible: { key: 'errors.nameInvisible' },
  too_long: { key: 'errors.nameTooLong', blanks: { count: limits.groupNameLength } },
} as const satisfies Record<string, FieldProblem>

/** What is wrong with the name as typed, said before anything is sent. */
export function groupNameProblem(name: string): FieldProblem | null {
  const problem = nameProblem(name, limits.groupNameLength)
  return problem && PROBLEMS[problem]
}

/** What differs from the group as it is; null where nothing does. */
export function changeOf(group: Group, form: GroupForm): Partial<GroupForm> | null {
  const change: Partial<GroupForm> = {}
  if (form.name.trim() !== group.name) change.name = form.name
  if (form.purpose.trim() !== group.purpose) change.purpose = form.purpose.trim()
  if (form.visibility !== group.visibility) change.visibility = form.visibility
  return Object.keys(change).length > 0 ? change : null
}
