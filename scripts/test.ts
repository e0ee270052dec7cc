/**
 * `npm test`: everything. Checks, then unit, contract and integration tests, then the app and the web
 * client in Playwright. `npm run test:e2e` is the last part alone; what follows `--` is for Playwright.
 *
 * What cannot run here is skipped by name with the line that would mend it; with CI=true that fails. The
 * last line is `N passed, N failed`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.ts'
import { runNode, tools } from './run.ts'
import { type Counts, nothingRun, readCounts, sum, summary } from './test/counts.ts'
import { findBrowser } from './test/find-browser.ts'
import { type Desktop, findDesktop } from './test/find-desktop.ts'

const failure: Counts = { passed: 0, failed: 1, skipped: 0 }
const skip: Counts = { passed: 0, failed: 0, skipped: 1 }
const inCi = process.env.CI === 'true'
const reports = mkdtempSync(join(tmpdir(), 'parley-test-'))

function title(text: string): void {
  console.log(`\n--- ${text}`)
}

/** Runs one part and says how long it took. */
async function part(name: string, work: () => Promise<Counts>): Promise<Counts> {
  title(name)
  const start = performance.now()
  const counts = await work()
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`${name}: ${counts.failed > 0 ? 'FAILED' : 'fine'} (${seconds} s)`)
  return counts
}

/** A check has no tests to count: it adds to the sum only by failing. */
const check = (name: string, script: string, args: readonly string[] = []): Promise<Counts> =>
  part(name, async () => ((await runNode(script, args)) === 0 ? nothingRun : failure))

const lint = (): Promise<Counts> =>
  check('lint', tools.eslint, [
    '.',
    '--cache',
    '--cache-location',
    'node_modules/.cache/eslint/',
    '--max-warnings=0',
  ])

async function typesAndFormat(): Promise<Counts> {
  const types = await check('types', 'scripts/types.ts')
  const format = await check('format', tools.prettier, [
    '--check',
    '.',
    '--cache',
    '--log-level',
    'warn',
  ])
  return sum([types, format])
}

function unit(): Promise<Counts> {
  const report = join(reports, 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return part('unit, contract and integration tests', async () => {
    const code = await runNode(tools.vitest, ['run', ...reporters])
    const counts = readCounts('vitest', report)
    // Such as an error that no test caught: the runner fails though every test passed.
    return code !== 0 && counts.failed === 0 ? sum([counts, failure]) : counts
  })
}

/** Lint keeps one core busy for as long as types and format together, and some of the tests. */
async function withoutWindow(): Promise<Counts[]> {
  const others = async (): Promise<Counts> => sum([await typesAndFormat(), await unit()])
  return Promise.all([lint(), others()])
}

function missing(name: string, fix: string): Counts {
  console.log(`${inCi ? 'FAILED' : 'SKIPPED'}: ${name}. To mend it: ${fix}`)
  return inCi ? failure : skip
}

async function playwright(
  projects: string[],
  desktop: Desktop,
  rest: readonly string[],
): Promise<Counts> {
  const report = join(reports, 'playwright.json')
  const env = {
    ...process.env,
    ...(desktop.found ? desktop.env : {}),
    PARLEY_TEST_REPORT: report,
    // Each worker opens one of its own.
    ...(desktop.found && desktop.xvfb && { PARLEY_TEST_DISPLAYS: 'own' }),
  }
  const chosen = rest.some((arg) => arg.startsWith('--project'))
  const found = chosen ? [] : projects.map((project) => `--project=${project}`)
  const args = ['test', ...found, ...rest]
  const code = await runNode(tools.playwright, args, { env })
  const counts = readCounts('playwright', report)
  return code !== 0 && counts.failed === 0 ? sum([counts, failure]) : counts
}

async function endToEnd(rest: readonly string[]): Promise<Counts[]> {
  title('what the app is tested in')
  const browser = await findBrowser()
  const desktop = await findDesktop()
  const all: Counts[] = []
  const projects: string[] = []
  if (browser) {
    process.env.PARLEY_BROWSER = browser
    console.log(`Browser: ${browser}`)
    projects.push('chromium')
  } else {
    const fix = 'npx playwright install chromium, or PARLEY_BROWSER=/path/to/chrome npm test'
    all.push(missing('the tests in a browser (no Chromium or Chrome)', fix))
  }
  if (desktop.found) {
    console.log(`Electron: ${desktop.executable}`)
    projects.push('electron', 'alone')
  } else {
    all.push(missing('the tests in the desktop app', desktop.fix))
  }
  if (projects.length === 0) return all
  const built = await part('build', async () =>
    (await build(['app', 'web', 'server'])) ? nothingRun : failure,
  )
  if (built.failed > 0) return [...all, built]
  all.push(await part('tests in the app', () => playwright(projects, desktop, rest)))
  return all
}

const [only, ...rest] = process.argv.slice(2)
const results =
  only === 'e2e' ? await endToEnd(rest) : [...(await withoutWindow()), ...(await endToEnd([]))]
const counted = sum(results)
// In CI a test that did not run is one that failed.
const total = inCi ? { ...counted, failed: counted.failed + counted.skipped, skipped: 0 } : counted
rmSync(reports, { recursive: true, force: true })
process.exitCode = total.failed > 0 ? 1 : 0
console.log(`\n${summary(total)}`)
