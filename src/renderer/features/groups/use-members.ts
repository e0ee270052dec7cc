import { onScopeDispose, shallowRef, watch } from 'vue'
import type { ConversationId } from '../../../../protocol/ids.ts'
import type { GroupMember } from '../../../../protocol/rest.ts'
import { usePagedList, type UsedPagedList } from '../paged-list/use-paged-list.ts'
import { useSpace } from '../session/use-space.ts'
import { lastStructure } from './structure.ts'

/**
 * Who is in a group: owner, admins, members, each by when they joined. `inside`: the person is in it
 * and hears of each change; from outside it is what it was when it was asked for.
 */
export function useMembers(id: ConversationId, inside: () => boolean): UsedPagedList<GroupMember> {
  const space = useSpace()
  const list = usePagedList<GroupMember>(
    async (query, cursor) => {
      const page = await space.groups.members(id, {
        query,
        ...(cursor !== undefined && { cursor }),
      })
      return { items: page.members, next: page.next }
    },
    ({ user }) => user,
  )
  const changed = useStructure(id, inside)
  watch(changed, list.refresh)
  return list
}

/** Changes with each event that changed the group or who is in it. */
function useStructure(id: ConversationId, inside: () => boolean) {
  const space = useSpace()
  const seq = shallowRef(0)
  let stop: (() => void) | undefined

  function follow(): () => void {
    const conversation = space.open(id)
    const take = () => (seq.value = lastStructure(conversation.timeline.get().items) || seq.value)
    take()
    const unsubscribe = conversation.timeline.subscribe(take)
    return () => {
      unsubscribe()
      conversation.close()
    }
  }

  watch(
    inside,
    (now) => {
      stop?.()
      stop = now ? follow() : undefined
      // Coming or going changes who is in it too.
      seq.value -= 1
    },
    { immediate: true },
  )
  onScopeDispose(() => stop?.())
  return seq
}
