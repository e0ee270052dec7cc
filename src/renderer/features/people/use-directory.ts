import { watch } from 'vue'
import type { DirectoryEntry } from '../../../../protocol/rest.ts'
import { limits } from '../../../../protocol/limits.ts'
import { useSignal } from '../../composables/use-signal.ts'
import { usePagedList, type UsedPagedList } from '../paged-list/use-paged-list.ts'
import { useSpace } from '../session/use-space.ts'

/** Everyone in the space by name, searched on the server; live as people register or change. */
export function useDirectory(): UsedPagedList<DirectoryEntry> {
  const space = useSpace()
  const revision = useSignal(space.people.revision)
  const connection = useSignal(space.connection)

  const list = usePagedList<DirectoryEntry>(
    async (query, cursor) => {
      const options = { limit: limits.pageSize, ...(cursor !== undefined && { cursor }) }
      const { people, next, total } = await space.people.directory(query, options)
      return { items: people, next, total }
    },
    ({ user }) => user.id,
  )

  watch(revision, list.refresh)
  watch(
    () => connection.value.phase,
    (phase) => phase === 'online' && list.refresh(),
  )
  return list
}
