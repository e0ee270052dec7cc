import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import type { StartThread } from './sqlite-storage.ts'

let bundled: Promise<StartThread> | null = null

/**
 * Threads from one bundle, as a bundled server starts them: they start in a third of the time that their
 * source takes, of which whoever opens a store for each test is glad.
 */
export function bundledThread(): Promise<StartThread> {
  return (bundled ??= bundle())
}

async function bundle(): Promise<StartThread> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    build: {
      ssr: resolve(import.meta.dirname, 'sqlite-thread.ts'),
      write: false,
      target: 'node22',
      minify: false,
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })
  const [output] = [built].flat()
  if (!output || !('output' in output)) throw new Error('the threads were not bundled')
  const address = new URL(`data:text/javascript,${encodeURIComponent(output.output[0].code)}`)
  return (workerData) =>
    new Worker(address, { workerData, execArgv: ['--disable-warning=ExperimentalWarning'] })
}
