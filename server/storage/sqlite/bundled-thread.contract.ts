import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import { afterAll } from 'vitest'
import type { StartThread } from './sqlite-storage.ts'

/**
 * Threads from one file, as a bundled server starts them: they start in a third of the time that their
 * source takes, of which a suite of hundreds of stores is glad.
 */
export async function bundledThread(): Promise<StartThread> {
  const outDir = mkdtempSync(join(tmpdir(), 'parley-thread-'))
  afterAll(() => rmSync(outDir, { recursive: true, force: true }))
  await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    build: {
      ssr: resolve(import.meta.dirname, 'sqlite-thread.ts'),
      outDir,
      target: 'node22',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'thread.mjs', codeSplitting: false } },
    },
  })
  return (workerData) =>
    new Worker(join(outDir, 'thread.mjs'), {
      workerData,
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
}
