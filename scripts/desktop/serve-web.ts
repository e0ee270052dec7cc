import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type ChildProcess, spawn } from 'node:child_process'
import { serverNodeFlags } from '../../shared/server/node-flags.ts'
import { root } from '../run.ts'

/** The server's word for a port that somebody else has (`server/start-refused.ts`). */
const addressTaken = 69

const settings = ['--web', 'out/web', '--json-ready', '--exit-with-parent']

let server: ChildProcess | undefined
let stopping = false

/** Once, however many signals come: a server that is asked twice ends without draining. */
function stop(): void {
  if (stopping) return
  stopping = true
  server?.kill('SIGTERM')
}

function serve(args: readonly string[]): Promise<number> {
  const started = spawn(
    process.execPath,
    [...serverNodeFlags, join(root, 'server/main.ts'), 'serve', ...settings, ...args],
    {
      cwd: root,
      stdio: ['pipe', 'pipe', 'inherit'],
      // Out of reach of the terminal's Ctrl+C, which comes to it through us.
      detached: process.platform !== 'win32',
      env: { PARLEY_LOG_LEVEL: 'warn', ...process.env },
    },
  )
  createInterface(started.stdout).on('line', (line) => {
    const { url } = JSON.parse(line) as { url: string }
    console.log(`Open ${url} in a browser. Ctrl+C stops the server.`)
  })
  server = started
  return new Promise((done) => started.on('close', (code) => done(code ?? 1)))
}

/**
 * Serves the web client from this checkout until it is stopped, and prints the address to open: the
 * usual one, or any other if that is taken.
 */
export async function serveWeb(): Promise<number> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, stop)
  }
  const code = await serve([])
  return code === addressTaken ? serve(['--port', '0']) : code
}
