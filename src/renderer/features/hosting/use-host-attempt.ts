import type { HostingChange } from '../../../../shared/ipc/schemas.ts'
import { useToastStore } from '../../design/toast-store.ts'
import { useText } from '../../i18n/use-text.ts'
import type { HostKeeper } from './host-keeper.ts'
import { useHostingStore } from './hosting-store.ts'

export interface HostAttempts {
  start(): Promise<void>
  stop(): Promise<void>
  release(): Promise<void>
  change(what: HostingChange): Promise<void>
  openFolder(): Promise<void>
  openLog(): Promise<void>
}

/** What is asked of the host with a press; where it comes to nothing, that is said. */
export function useHostAttempt(): HostAttempts {
  const hosting = useHostingStore()
  const toasts = useToastStore()
  const { t } = useText()

  async function attempt(
    act: (keeper: HostKeeper) => Promise<void>,
    words: 'notBegun' | 'notKept' | 'notOpened',
  ): Promise<void> {
    if (!hosting.keeper) return
    await act(hosting.keeper).catch(() => toasts.show({ text: t(`hosting.${words}`), tone: 'bad' }))
  }

  return {
    start: () => attempt((keeper) => keeper.start(), 'notBegun'),
    stop: () => attempt((keeper) => keeper.stop(), 'notKept'),
    release: () => attempt((keeper) => keeper.release(), 'notKept'),
    openFolder: () => attempt((keeper) => keeper.openFolder(), 'notOpened'),
    openLog: () => attempt((keeper) => keeper.openLog(), 'notOpened'),
    change: (what) => {
      // These are so at once, whether they could be kept or not.
      const isClosing = what.reach === 'machine' || (what.announce ?? 'on') !== 'on'
      return attempt((keeper) => keeper.change(what), isClosing ? 'notKept' : 'notBegun')
    },
  }
}
