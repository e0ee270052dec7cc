import { computed, type ComputedRef } from 'vue'
import type { User } from '../../../../protocol/entities.ts'
import { useSignal } from '../../composables/use-signal.ts'
import { useSpace } from '../session/use-space.ts'

export type UsedMe = {
  /** The person at this device; null for the moment in which they sign out. */
  me: ComputedRef<User | null>
  picture: ComputedRef<string | null>
}

export function useMe(): UsedMe {
  const space = useSpace()
  const account = useSignal(space.account)
  const me = computed(() => account.value?.user ?? null)
  return { me, picture: computed(() => (me.value ? space.people.pictureUrl(me.value) : null)) }
}
