import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'
import { executableName } from './scripts/server/executable-name.ts'
import { chromiumFlags } from './test/fixtures/chromium-flags.ts'

// Nothing that is tested speaks to the network around: a spec that needs one makes its own.
process.env.PARLEY_DISCOVERY = 'off'
process.env.PARLEY_ANNOUNCE = 'off'
// What people have: the one-file server, which also starts in a fraction of the time.
process.env.PARLEY_SERVER_FILE ??= resolve(import.meta.dirname, 'out/server', executableName)
// What an app hosts, it hosts for this machine alone.
process.env.PARLEY_HOST_ON = '127.0.0.1:0'

/**
 * The same specs in the desktop app and in a browser. What only one of them has is in `test/desktop/` or
 * `test/web/`, where axe also looks at what both show alike. `npm run test:e2e` finds the browser, the Electron runtime and the display for them.
 */
export default defineConfig({
  testDir: 'test',
  globalSetup: './scripts/test/build-server.ts',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  // All machines have two cores. More at a time wait for each other and draw meanwhile: all specs took
  // 783 s with two, 829 s with three and 840 to 880 s with four.
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.PARLEY_TEST_REPORT
    ? [['list'], ['json', { outputFile: process.env.PARLEY_TEST_REPORT }]]
    : [['list']],
  use: {
    colorScheme: null,
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    // It takes a third of the time again, and a test that failed in CI can be run by hand.
    trace: process.env.CI ? 'off' : 'retain-on-failure',
  },
  projects: [
    {
      name: 'chromium',
      testIgnore: 'desktop/**',
      use: {
        browserName: 'chromium',
        viewport: { width: 1180, height: 760 },
        launchOptions: {
          executablePath: process.env.PARLEY_BROWSER || undefined,
          args: chromiumFlags,
        },
      },
    },
    { name: 'electron', testIgnore: ['web/**', 'desktop/alone/**'] },
    // What is to take so long at most is tried once nothing else runs beside it.
    { name: 'alone', testMatch: 'desktop/alone/**', dependencies: ['electron'], workers: 1 },
  ],
})
