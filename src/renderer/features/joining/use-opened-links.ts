import { onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'
import { useText } from '../../i18n/use-text.ts'
import { useGoTo } from '../session/use-go-to.ts'

/** Follows the links that the system hands to the app. Once, at the root. */
export function useOpenedLinks(): void {
  const bridge = window.parley
  if (!bridge) return
  const following = { router: useRouter(), goTo: useGoTo(), t: useText().t }

  async function take(): Promise<void> {
    const opened = await bridge!.links.take()
    if (!opened) return
    await following.router.isReady()
    const { followLink } = await import('./follow-link.ts')
    await followLink(opened, following)
  }

  onScopeDispose(bridge.on('link-opened', () => void take()))
  void take()
}
