/** Often enough for whoever would take a silent server for one that is stuck. */
const EVERY_MS = 5_000

/** Waits for the start, and says again and again that it goes on: a large or slow folder takes its time. */
export async function whileTelling<T>(
  start: Promise<T>,
  logger: { warn(facts: object, words: string): void },
): Promise<T> {
  const since = performance.now()
  const telling = setInterval(() => {
    logger.warn({ seconds: Math.round((performance.now() - since) / 1000) }, 'still starting')
  }, EVERY_MS)
  try {
    return await start
  } finally {
    clearInterval(telling)
  }
}
