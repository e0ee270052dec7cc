import { onScopeDispose, watch } from 'vue'
import type { UserId } from '../../../../protocol/ids.ts'
import { useSpace } from '../session/use-space.ts'

/** Asks for the presence of the people who are on screen, as long as they are. */
export function usePresenceWatch(ids: () => readonly UserId[]): void {
  const { people } = useSpace()
  let stop: (() => void) | undefined
  let watched = ''

  watch(
    ids,
    (shown) => {
      const key = shown.join(' ')
      if (key === watched) return
      watched = key
      // The new set is there before the old one goes: who is in both is never let go.
      const stopOld = stop
      stop = shown.length > 0 ? people.watch(shown) : undefined
      stopOld?.()
    },
    { immediate: true },
  )
  onScopeDispose(() => stop?.())
}
