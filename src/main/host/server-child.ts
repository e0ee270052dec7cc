import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { fingerprint } from '../../../shared/ipc/schemas.ts'

const readyLine = z.object({
  ready: z.literal(true),
  url: z.string(),
  /** The entrance for this machine itself, where the other is by TLS. */
  local: z.string().optional(),
  port: z.number(),
  space: z.string(),
  fingerprint: fingerprint.optional(),
  /** By what the space is known, also where it shows no certificate. */
  key: fingerprint.optional(),
})
export type ServerReady = z.infer<typeof readyLine>

export interface ServerEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** It was not started at all, for this reason of the system's: `ENOENT`, `EACCES`. */
  readonly notStarted?: string
  /** The last error the server logged, if it logged one. */
  readonly lastError?: string
}

export interface ServerChildOptions {
  readonly file: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  onOutput(text: string): void
  onReady(ready: ServerReady): void
  /** Once, whatever ended it, also when it could not be started. */
  onEnd(end: ServerEnd): void
}

export interface ServerChild {
  /** Asks it to drain and exit. */
  drain(): void
  kill(): void
}

const logLine = z.object({ level: z.union([z.number(), z.string()]), msg: z.string() })
const isError = (level: number | string): boolean =>
  typeof level === 'number' ? level >= 50 : level === 'error' || level === 'fatal'

function parse<T>(schema: z.ZodType<T>, line: string): T | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return schema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

/** Starts the server. Its standard input stays open as long as this process lives: it ends with us. */
export function startServerChild(options: ServerChildOptions): ServerChild {
  try {
    const child = spawn(options.file, options.args, {
      env: options.env,
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    })
    return follow(child, options)
  } catch (problem) {
    // What is no program, or is held by another one, is told at once and not by an event.
    const { code = 'unknown', message } = problem as NodeJS.ErrnoException
    const end: ServerEnd = { code: null, signal: null, lastError: message, notStarted: code }
    setImmediate(() => options.onEnd(end))
    return { drain() {}, kill() {} }
  }
}

function follow(child: ChildProcess, options: ServerChildOptions): ServerChild {
  let lastError: string | undefined
  let notStarted: string | undefined
  let ended = false
  function end(code: number | null, signal: NodeJS.Signals | null): void {
    if (ended) return
    ended = true
    options.onEnd({ code, signal, lastError, notStarted })
  }

  child.once('error', (problem: NodeJS.ErrnoException) => {
    lastError = problem.message
    // A process that runs has other troubles: that it could not be ended, say.
    if (child.pid === undefined) notStarted = problem.code ?? 'unknown'
    end(null, null)
  })
  child.once('close', end)
  child.stdin!.on('error', () => undefined)
  createInterface(child.stdout!).on('line', (line) => {
    const ready = parse(readyLine, line)
    if (ready) options.onReady(ready)
    else options.onOutput(`${line}\n`)
  })
  createInterface(child.stderr!).on('line', (line) => {
    options.onOutput(`${line}\n`)
    const logged = parse(logLine, line)
    if (logged && isError(logged.level)) lastError = logged.msg
  })

  return {
    drain() {
      // Windows has no SIGTERM; there the end of standard input says the same.
      child.stdin!.end()
      if (process.platform !== 'win32') child.kill('SIGTERM')
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
