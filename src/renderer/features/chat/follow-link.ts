/**
 * Opens what was clicked outside of Parley. In a browser the link does that by itself
 * (`target="_blank"`, `noopener`); the app hands it to the system.
 */
export function followLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!link || !window.parley) return
  event.preventDefault()
  void window.parley.openExternal((link as HTMLAnchorElement).href)
}
