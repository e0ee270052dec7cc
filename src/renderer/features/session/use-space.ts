import { inject, provide, type InjectionKey } from 'vue'
import type { SpaceClient } from '../../../../client/space-client.ts'

const SPACE: InjectionKey<SpaceClient> = Symbol('space')

/** Gives everything below the space that is on screen. Another space is another tree of components. */
export function provideSpace(space: SpaceClient): void {
  provide(SPACE, space)
}

/** The space that is on screen, in which somebody is signed in. Everything inside the frame has it. */
export function useSpace(): SpaceClient {
  const space = inject(SPACE)
  if (!space) throw new Error('No space is provided here: useSpace() works inside the frame alone')
  return space
}
