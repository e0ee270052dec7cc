import type { NewEvent, StoredGroup } from '../../storage/storage.ts'
import type { GroupRule } from './change-group.ts'
import { assertAdmin, assertOpen, assertOwner } from './group-standing.ts'
import type { GroupChange } from './groups.ts'

/** An archived group is restored first; then what else is asked for may change. */
export function updateRule(change: GroupChange): GroupRule {
  return (standing) => {
    assertAdmin(standing)
    if (change.archived !== undefined) assertOwner(standing)
    const events = eventsOf(standing.group, change)
    if (events.length > 0 && change.archived !== false) assertOpen(standing)
    return events
  }
}

function eventsOf(
  group: StoredGroup,
  { name, purpose, visibility, archived }: GroupChange,
): NewEvent[] {
  const events: NewEvent[] = []
  const isArchived = group.archivedAt !== null
  if (archived === false && isArchived) events.push({ kind: 'restore' })
  if (name !== undefined && name !== group.name) events.push({ kind: 'rename', name })
  if (purpose !== undefined && purpose !== group.purpose) events.push({ kind: 'describe', purpose })
  if (visibility !== undefined && visibility !== group.visibility) {
    events.push({ kind: 'visibility', visibility })
  }
  if (archived === true && !isArchived) events.push({ kind: 'archive' })
  return events
}
