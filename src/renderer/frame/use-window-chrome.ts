import { onScopeDispose } from 'vue'

/** Tells the style sheets which system draws the window's buttons, and when it draws none. */
export function useWindowChrome(): void {
  const bridge = window.parley
  if (!bridge) return
  const root = document.documentElement
  const follow = ({ fullscreen }: { fullscreen: boolean }) => {
    if (fullscreen) root.dataset.fullscreen = ''
    else delete root.dataset.fullscreen
  }
  void bridge.app.info().then(({ platform }) => (root.dataset.platform = platform))
  void bridge.window.state().then(follow)
  onScopeDispose(bridge.on('window-state', follow))
}
