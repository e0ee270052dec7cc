import {
  defineAsyncComponent,
  inject,
  type App,
  type AsyncComponentLoader,
  type Component,
  type InjectionKey,
} from 'vue'

const MISSING: InjectionKey<() => void> = Symbol('missing part')

/** Says how people are told that a part of the app could not be loaded. */
export function tellMissing(app: Pick<App, 'provide'>, tell: () => void): void {
  app.provide(MISSING, tell)
}

/**
 * A component that is loaded when it is first shown. Where it cannot be, people are told, and `close` takes
 * back what opened it: opening it again then tries again.
 */
export function usePart<C extends Component>(
  loader: AsyncComponentLoader<C>,
  close: () => void = () => {},
): C {
  const tell = inject(MISSING, () => {})
  return defineAsyncComponent({
    loader,
    onError(_error, _again, fail) {
      fail()
      tell()
      close()
    },
  })
}
