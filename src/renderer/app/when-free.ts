/** A start is over by then. */
const AFTER_START = 1_000
const LATEST = 3_000

/** Resolves once the start is over and there is nothing else to do; after a few seconds at the latest. */
export async function whenFree(): Promise<void> {
  await new Promise((done) => setTimeout(done, AFTER_START))
  if (!window.requestIdleCallback) return
  await new Promise((free) => window.requestIdleCallback(free, { timeout: LATEST }))
}
