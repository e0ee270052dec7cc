import {
  onScopeDispose,
  shallowRef,
  toValue,
  watch,
  type MaybeRefOrGetter,
  type ShallowRef,
} from 'vue'
import type { Signal } from '../../../client/signal.ts'

export type SignalOptions = {
  /**
   * Takes a burst of changes once a frame: for what changes far more often than it can be drawn.
   * The first change after a rest is taken at once.
   */
  perFrame?: boolean
}

/** Runs `take` at once after a rest, and then at most once a frame; nothing while nobody can see it. */
function oncePerFrame(take: () => void): { request(): void; stop(): void } {
  let frame: number | null = null
  let again = false
  function onFrame(): void {
    frame = null
    if (!again) return
    again = false
    take()
    frame = requestAnimationFrame(onFrame)
  }
  return {
    request() {
      if (frame !== null) {
        again = true
        return
      }
      take()
      frame = requestAnimationFrame(onFrame)
    },
    stop: () => {
      if (frame !== null) cancelAnimationFrame(frame)
    },
  }
}

/**
 * A client's signal as a ref that Vue follows, never made deep. With a getter it changes to another
 * signal when the getter does. It stops with its scope.
 */
export function useSignal<T>(
  source: MaybeRefOrGetter<Signal<T>>,
  { perFrame = false }: SignalOptions = {},
): Readonly<ShallowRef<T>> {
  const value = shallowRef(toValue(source).get())
  let stop = (): void => {}

  function follow(signal: Signal<T>): void {
    stop()
    const take = (): void => {
      value.value = signal.get()
    }
    const frames = perFrame ? oncePerFrame(take) : null
    const unsubscribe = signal.subscribe(frames ? frames.request : take)
    stop = () => {
      unsubscribe()
      frames?.stop()
    }
    take()
  }

  watch(() => toValue(source), follow, { immediate: true, flush: 'sync' })
  onScopeDispose(() => stop())
  return value
}
