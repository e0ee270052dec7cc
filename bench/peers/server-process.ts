import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { canPin, serverCore } from '../lean/generator.ts'
import { cpuSeconds, ended } from '../processes.ts'

/** A server under measurement: a process of its own on a core of its own. */
export type ServerProcess = {
  port: number
  /** Milliseconds from its start to the line that says that it is ready. */
  readyAfter: number
  /** CPU seconds used so far, by all threads. */
  cpu: () => number
  /** Resident memory in bytes. */
  memory: () => number
  /** Collects all garbage. */
  collect: () => Promise<void>
  stop: () => Promise<void>
}

const collectOnSignal = new URL('./collect-on-signal.ts', import.meta.url).href

/** Starts a server and waits for the line that tells its port. Its `nodeFlags` come before the script. */
export async function startServer(
  script: URL,
  args: readonly string[] = [],
  nodeFlags: readonly string[] = [],
): Promise<ServerProcess> {
  const since = performance.now()
  const run = ['--expose-gc', '--import', collectOnSignal, ...nodeFlags, fileURLToPath(script)]
  const child = spawnOnServerCore([process.execPath, ...run, ...args])
  const { port } = await readyLine(child)
  const readyAfter = performance.now() - since
  const pid = child.pid!
  return {
    port,
    readyAfter,
    cpu: () => cpuSeconds(pid),
    memory: () => residentBytes(pid),
    collect: () => collected(child),
    stop: () => ended(child),
  }
}

function spawnOnServerCore(command: string[]): ChildProcess {
  const [file, ...args] = canPin ? ['taskset', '-c', String(serverCore), ...command] : command
  const env = { ...withoutSettings(process.env), NODE_NO_WARNINGS: '1' }
  return spawn(file!, args, { stdio: ['pipe', 'pipe', 'inherit'], env })
}

/** Each server is measured as it was told to be, whatever is set where the measurement is started. */
function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !name.startsWith('PARLEY_'))
  return Object.fromEntries(kept)
}

async function readyLine(child: ChildProcess): Promise<{ port: number }> {
  for await (const line of createInterface({ input: child.stdout! })) {
    if (!line.startsWith('{"ready":true')) continue
    child.stdout!.resume()
    return JSON.parse(line) as { port: number }
  }
  throw new Error('the server ended before it was ready')
}

function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024
}

async function collected(child: ChildProcess): Promise<void> {
  for (let time = 0; time < 3; time++) {
    child.kill('SIGUSR2')
    await wait(300)
  }
}
