import { useRouter, type RouteLocationRaw } from 'vue-router'
import { useSessionStore } from './session-store.ts'

export type GoTo = (space: string, place?: RouteLocationRaw) => Promise<void>

/** Goes to a space, or to a place in it, whichever space is on screen now. */
export function useGoTo(): GoTo {
  const session = useSessionStore()
  const router = useRouter()
  return async (space, place) => {
    if (space !== session.current?.id) {
      // What is open belongs to this space: the other one begins at its own home.
      await router.push({ name: 'home' })
      await session.choose(space)
    }
    if (place) await router.push(place)
  }
}
