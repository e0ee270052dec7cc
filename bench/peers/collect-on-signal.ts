import { isMainThread } from 'node:worker_threads'

/** Loaded into every server under measurement: collects all garbage when told to. */
const collect = globalThis.gc as
  ((options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void) | undefined
if (isMainThread) {
  process.on('SIGUSR2', () => {
    collect?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  })
}
