import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ended, familyOf, proportionalBytes } from '../processes.ts'

const hook = join(import.meta.dirname, 'tell-usable.cjs')
const patience = 60_000

export type Launch = {
  electron: string
  /** Folder of the app. */
  app: string
  profile: string
  display: string
  /** Selector of what is on the page once a person can begin. */
  usable: string
  /** The one-file server that it starts, as an installed app does; null where it starts none. */
  server: string | null
}

export type RunningApp = {
  /** Milliseconds from starting the process until its window was shown, and could be used. */
  shownAfter: number
  usableAfter: number
  /** Bytes of all its processes but the server, and of the server that it runs. */
  memory: () => { app: number; server: number }
  stop: () => Promise<void>
}

export async function launchElectron(launch: Launch): Promise<RunningApp> {
  const flags = ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  const since = performance.now()
  const child = spawn(launch.electron, ['-r', hook, launch.app, ...flags], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      DISPLAY: launch.display,
      PARLEY_USER_DATA: launch.profile,
      // Nobody is looked for, and nothing announced or served beyond this machine.
      PARLEY_DISCOVERY: 'off',
      PARLEY_HOST_ON: '127.0.0.1:0',
      PARLEY_SERVER_FILE: launch.server ?? '',
      PARLEY_BENCH_USABLE: launch.usable,
    },
  })
  try {
    const told = await windowTold(child)
    return {
      shownAfter: told.shown - since,
      usableAfter: told.usable - since,
      memory: () => memoryOf(child.pid!, launch.server),
      stop: () => ended(child),
    }
  } catch (error) {
    await ended(child)
    throw error
  }
}

async function windowTold(child: ChildProcess): Promise<Record<'shown' | 'usable', number>> {
  const told: Partial<Record<'shown' | 'usable', number>> = {}
  const timer = setTimeout(() => child.kill('SIGKILL'), patience)
  try {
    for await (const line of createInterface({ input: child.stdout! })) {
      const [, what] = /^\{"window":"(shown|usable)"\}$/.exec(line) ?? []
      if (what === 'shown' || what === 'usable') told[what] = performance.now()
      const { shown, usable } = told
      if (shown === undefined || usable === undefined) continue
      child.stdout!.resume()
      return { shown, usable }
    }
  } finally {
    clearTimeout(timer)
  }
  throw new Error(`the app ended before it could be used (shown: ${told.shown !== undefined})`)
}

/** The server is a program of its own, and everything that came from it. */
function memoryOf(pid: number, server: string | null): { app: number; server: number } {
  const family = familyOf(pid)
  const main = family.find(
    ({ command }) => server !== null && command.startsWith(`${server} serve `),
  )
  if (server !== null && !main) throw new Error('the app runs no server')
  const serving = new Set(main ? familyOf(main.pid).map((process) => process.pid) : [])
  const sum = (pids: readonly number[]): number =>
    pids.map(proportionalBytes).reduce((total, bytes) => total + bytes, 0)
  const pids = family.map((process) => process.pid)
  return {
    app: sum(pids.filter((member) => !serving.has(member))),
    server: sum([...serving]),
  }
}
