/**
 * `npm start`: builds what is stale and opens the desktop app. Where there can be no window it says so
 * in one line, serves the web client instead, and prints the address. `npm start -- --web` does so at once.
 */
import { build } from './build.ts'
import { fetchElectron, findElectron, hasDisplay } from './desktop/electron-runtime.ts'
import { sandboxObstacle } from './desktop/sandbox.ts'
import { serveWeb } from './desktop/serve-web.ts'
import { root, run } from './run.ts'

/** What a program ends with when a library of the system is missing. */
const cannotRun = 127

async function openApp(electron: string, args: readonly string[]): Promise<number> {
  const obstacle = sandboxObstacle(electron)
  if (obstacle) console.log(`Without Chromium's sandbox: ${obstacle}`)
  const sandbox = obstacle ? ['--no-sandbox'] : []
  return run(electron, [root, ...sandbox, ...args])
}

async function instead(reason: string): Promise<number> {
  console.log(`${reason} Starting the server with the web client instead.`)
  return (await build(['web'])) ? serveWeb() : 1
}

async function start(args: readonly string[]): Promise<number> {
  if (args.includes('--web')) return (await build(['web'])) ? serveWeb() : 1
  if (!hasDisplay()) return instead('The desktop app needs a display, and there is none here.')
  const electron = findElectron() ?? (await fetchElectron())
  if (!electron)
    return instead('The desktop app needs Electron, which cannot be fetched from here.')
  if (!(await build(['app', 'web']))) return 1
  const code = await openApp(electron, args)
  if (code !== cannotRun) return code
  return instead(
    "The desktop app cannot run here: a library of the system's is missing (see above).",
  )
}

process.exitCode = await start(process.argv.slice(2))
