/**
 * `npm run dev`: the app with hot reload and a server that starts anew when its code changes. Without
 * Electron or a display, the web client with hot reload and the same server.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { fetchElectron, findElectron, hasDisplay } from './desktop/electron-runtime.ts'
import { sandboxObstacle } from './desktop/sandbox.ts'
import { root, tools } from './run.ts'

const loopback = '127.0.0.1'
/** Where `vite.web.config.ts` lets the renderer be served. */
const rendererOrigin = 'http://127.0.0.1:5173'

/** Beside the usual one, so that a space that is really used can go on. */
const port = '7760'
const space = `http://${loopback}:${port}`
const env = { ...process.env, PARLEY_SPACE_URL: space }
const children: ChildProcess[] = []
let stopping = false

function stop(code: number): void {
  if (stopping) return
  stopping = true
  process.exitCode = code
  for (const child of children) child.kill('SIGTERM')
}

function start(args: readonly string[], more: NodeJS.ProcessEnv = {}): void {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...env, ...more },
  })
  child.on('close', (code) => stop(code ?? 0))
  children.push(child)
}

const electron = hasDisplay() ? (findElectron() ?? (await fetchElectron())) : undefined

start([
  '--watch',
  '--watch-preserve-output',
  join(root, 'server/main.ts'),
  'serve',
  '--host',
  loopback,
  '--port',
  port,
  '--data',
  join(root, '.cache/dev-space'),
  '--origins',
  rendererOrigin,
])

if (electron) {
  const sandbox = sandboxObstacle(electron) ? ['--noSandbox'] : []
  start([join(root, tools.electronVite), '--watch', ...sandbox], { ELECTRON_EXEC_PATH: electron })
} else {
  console.log('No desktop app here (no display or no Electron): the web client instead.')
  start([join(root, tools.vite), '-c', 'vite.web.config.ts'])
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(0))
