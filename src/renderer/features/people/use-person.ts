import { computed, type ComputedRef } from 'vue'
import type { Presence, User } from '../../../../protocol/entities.ts'
import type { UserId } from '../../../../protocol/ids.ts'
import { useSignal } from '../../composables/use-signal.ts'
import { useSpace } from '../session/use-space.ts'

export type UsedPerson = {
  user: ComputedRef<User | null>
  presence: ComputedRef<Presence | null>
  /** Address of the picture; null where there is none. */
  picture: ComputedRef<string | null>
  isMe: ComputedRef<boolean>
}

/** A person, live. `known` is what a list said of them, until something newer is heard. */
export function usePerson(
  id: () => UserId,
  known: () => { user: User; presence?: Presence } | null = () => null,
): UsedPerson {
  const space = useSpace()
  const heard = useSignal(() => space.people.user(id()))
  const whereabouts = useSignal(() => space.people.presence(id()))
  const account = useSignal(space.account)
  const connection = useSignal(space.connection)

  const user = computed(() => heard.value ?? known()?.user ?? null)
  /** What the list said holds until the server tells more; without a connection nobody knows. */
  const lately = computed(() =>
    connection.value.phase === 'online' ? (known()?.presence ?? null) : null,
  )
  return {
    user,
    presence: computed(() => whereabouts.value ?? lately.value),
    picture: computed(() => (user.value ? space.people.pictureUrl(user.value) : null)),
    isMe: computed(() => account.value?.user.id === id()),
  }
}
