import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fetchElectron, findElectron, hasDisplay } from '../desktop/electron-runtime.ts'
import { root } from '../run.ts'

/** What a test run needs for the desktop app; `env` is what leads Playwright to it. */
export type Desktop =
  | {
      readonly found: true
      readonly executable: string
      readonly env: NodeJS.ProcessEnv
      readonly xvfb: boolean
    }
  | { readonly found: false; readonly fix: string }

function answers(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** The test-only runtime, where it was asked for or in CI. It is 33.4.11 and not what we ship. */
function testRuntime(): NodeJS.ProcessEnv | undefined {
  const asked = process.env.PARLEY_TEST_ELECTRON === 'download' || process.env.CI === 'true'
  if (!asked || process.platform !== 'linux') return undefined
  try {
    const folder = execFileSync(join(root, '.ci/electron-runtime.sh'), { encoding: 'utf8' }).trim()
    return { ELECTRON_OVERRIDE_DIST_PATH: folder }
  } catch {
    return undefined
  }
}

export async function findDesktop(): Promise<Desktop> {
  const xvfb = !hasDisplay()
  if (xvfb && !answers('sh', ['-c', 'command -v Xvfb'])) {
    return { found: false, fix: 'sudo apt-get install -y xvfb' }
  }
  const executable = findElectron() ?? (await fetchElectron())
  if (executable) return { found: true, executable, env: {}, xvfb }
  const env = testRuntime()
  if (!env) return { found: false, fix: 'PARLEY_TEST_ELECTRON=download npm test' }
  return { found: true, executable: join(env.ELECTRON_OVERRIDE_DIST_PATH!, 'electron'), env, xvfb }
}
