import type { Role, User } from '../../../../protocol/entities.ts'
import type { ConversationId } from '../../../../protocol/ids.ts'
import { useToastStore } from '../../design/toast-store.ts'
import { useText } from '../../i18n/use-text.ts'
import { useAttempt, type UsedAttempt } from '../refusals/use-attempt.ts'
import { useSpace } from '../session/use-space.ts'

type Named = { id: ConversationId; name: string }

export type GroupActions = UsedAttempt & {
  join(group: Named): Promise<boolean>
  leave(group: Named): Promise<boolean>
  archive(group: Named, archived: boolean): Promise<boolean>
  setRole(group: Named, person: User, role: Role): Promise<boolean>
  remove(group: Named, person: User): Promise<boolean>
}

/** What one does in groups, with the words for what was done and for what was refused. */
export function useGroupActions(): GroupActions {
  const { groups } = useSpace()
  const { t } = useText()
  const toasts = useToastStore()
  const attempt = useAttempt('group')

  async function done(doing: () => Promise<unknown>, words: () => string): Promise<boolean> {
    const succeeded = await attempt.attempt(doing)
    if (succeeded) toasts.show({ text: words(), tone: 'good' })
    return succeeded
  }

  return {
    ...attempt,
    join: ({ id, name }) =>
      done(
        () => groups.join(id),
        () => t('groups.done.joined', { name }),
      ),
    leave: ({ id, name }) =>
      done(
        () => groups.leave(id),
        () => t('groups.done.left', { name }),
      ),
    archive: ({ id, name }, archived) =>
      done(
        () => groups.update(id, { archived }),
        () => t(archived ? 'groups.done.archived' : 'groups.done.restored', { name }),
      ),
    setRole: ({ id }, person, role) =>
      done(
        () => groups.setRole(id, person.id, role),
        () => {
          const name = person.displayName
          if (role === 'owner') return t('groups.done.handedOn', { name })
          return t(`groups.done.role.${role}`, { name })
        },
      ),
    remove: ({ id }, person) =>
      done(
        () => groups.remove(id, person.id),
        () => t('groups.done.removed', { name: person.displayName }),
      ),
  }
}
