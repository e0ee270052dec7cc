import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

/**
 * Unit, contract and integration tests lie beside what they test; Playwright's (`*.spec.ts`) are
 * under `test/`. Processes rather than threads: native modules and `process.env` stay per file.
 */
export default defineConfig({
  plugins: [vue()],
  test: {
    include: ['{bench,client,discovery,faults,protocol,server,shared,scripts,src}/**/*.test.ts'],
    environment: 'node',
    // Nothing that is tested speaks to the network around: a test that needs one makes its own.
    env: { PARLEY_DISCOVERY: 'off', PARLEY_ANNOUNCE: 'off' },
    pool: 'forks',
    // One more than the cores that all machines have, as some wait for disks and networks.
    maxWorkers: 3,
    testTimeout: 15_000,
    hookTimeout: 15_000,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
})
