import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { useDocumentVisibility } from '@vueuse/core'
import type { Group } from '../../../../protocol/entities.ts'
import { useSignal } from '../../composables/use-signal.ts'
import { usePagedList, type UsedPagedList } from '../paged-list/use-paged-list.ts'
import { useSpace } from '../session/use-space.ts'

export type UsedGroupList = {
  list: UsedPagedList<Group>
  /** Whether the archived ones are listed, and only they. */
  archived: Ref<boolean>
  /** One's own groups as their events say they are, the others as they were when asked for. */
  asItIs: ComputedRef<(group: Group) => Group>
}

/** Public groups and the own ones by name, searched on the server. */
export function useGroupList(): UsedGroupList {
  const space = useSpace()
  const archived = shallowRef(false)
  const conversations = useSignal(space.conversations)
  const connection = useSignal(space.connection)
  const visibility = useDocumentVisibility()

  const list = usePagedList<Group>(
    async (query, cursor) => {
      const options = { archived: archived.value, ...(cursor !== undefined && { cursor }) }
      const { groups, next } = await space.groups.browse(query, options)
      return { items: groups, next }
    },
    ({ id }) => id,
  )

  const own = computed(
    () => new Map(conversations.value.flatMap(({ group }) => (group ? [[group.id, group]] : []))),
  )
  /** Coming, going, renaming and archiving may change which groups there are and in which order. */
  const shape = computed(() =>
    [...own.value.values()].map(({ id, name, archivedAt }) => `${id} ${archivedAt} ${name}`).join(),
  )

  watch(archived, list.restart)
  watch(shape, list.refresh)
  // Others' groups are not pushed: they are asked for when somebody comes back to look.
  watch(
    [() => connection.value.phase === 'online', () => visibility.value === 'visible'],
    ([online, visible]) => online && visible && list.refresh(),
  )

  const asItIs = computed(() => {
    const known = own.value
    return (group: Group): Group =>
      known.get(group.id) ?? (group.role ? { ...group, role: null } : group)
  })
  return { list, archived, asItIs }
}
