import { onScopeDispose } from 'vue'
import { useEventListener } from '@vueuse/core'
import { useShortcutsStore, type Shortcut } from './shortcuts-store.ts'

/** Adds shortcuts for as long as the component is there. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  onScopeDispose(useShortcutsStore().add(shortcuts))
}

/** Listens to the keys of the window and to the app's menu. Once, at the root. */
export function useShortcutKeys(): void {
  const store = useShortcutsStore()
  useEventListener(window, 'keydown', (event: KeyboardEvent) => void store.handle(event))
  const stop = window.parley?.on('command', (command) => void store.run(command))
  if (stop) onScopeDispose(stop)
}
