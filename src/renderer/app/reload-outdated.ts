const KEY = 'parley.reloaded-at'
const A_WHILE = 60_000

/** Whether the space serves its page now: one that is away must not cost the page that is open. */
async function isServed(): Promise<boolean> {
  try {
    return (await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' })).ok
  } catch {
    return false
  }
}

/**
 * The space was updated while this page was open, and a part of it that was not loaded yet is gone:
 * the page starts anew, once. Drafts and unsent messages are kept, and come back with it.
 */
export function reloadWhenOutdated(): void {
  window.addEventListener('vite:preloadError', () => {
    const last = Number(sessionStorage.getItem(KEY) ?? 0)
    if (Date.now() - last < A_WHILE) return
    void isServed().then((served) => {
      if (!served) return
      sessionStorage.setItem(KEY, String(Date.now()))
      location.reload()
    })
  })
}
