import { ref, type Ref } from 'vue'

/** What somebody has typed to come in to a space, as long as the window is open and they are not in. */
export type HalfWritten = { name: Ref<string>; password: Ref<string>; invite: Ref<string> }

const kept = new Map<string, HalfWritten>()

/** The same again after something else was on screen: another space, or an invite that was opened. */
export function halfWritten(space: string, lastName: string): HalfWritten {
  let fields = kept.get(space)
  if (!fields)
    kept.set(space, (fields = { name: ref(lastName), password: ref(''), invite: ref('') }))
  return fields
}

/** They are in: nothing is left of a password. */
export function forgetHalfWritten(space: string): void {
  kept.delete(space)
}
