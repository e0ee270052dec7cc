import { type ChildProcess, execFile } from 'node:child_process'
import type { ServerCommand } from './server-command.ts'

/** A command of the server did not do what it was asked to; the message is its own words. */
export class TaskFailed extends Error {
  override readonly name = 'TaskFailed'
  /** With what it ended: `server/start-refused.ts`; null where it was ended. */
  readonly code: number | null

  constructor(message: string, code: number | null) {
    super(message)
    this.code = code
  }
}

export type RunTask = (...args: readonly string[]) => Promise<void>

export interface ServerTasks {
  /** Runs one of the server's commands to its end, such as `backup FILE`. @throws TaskFailed */
  readonly run: RunTask
  /** Ends those that run, and lets none begin any more. */
  end(): void
}

/** It ends with this app, whatever ends that: the next one may ask for the same. */
const dependent = ['--exit-with-parent']

const mostOutput = 1_000_000

export function serverTasks({ args, file }: ServerCommand, env: NodeJS.ProcessEnv): ServerTasks {
  const running = new Set<ChildProcess>()
  let ended = false

  function run(...task: readonly string[]): Promise<void> {
    return new Promise((done, fail) => {
      if (ended) return fail(new TaskFailed('Parley is being quit.', null))
      const options = { env, windowsHide: true, maxBuffer: mostOutput }
      const child = execFile(
        file,
        [...args, ...task, ...dependent],
        options,
        (problem, _said, complaint) => {
          running.delete(child)
          if (!problem) return done()
          const code = typeof problem.code === 'number' ? problem.code : null
          fail(new TaskFailed(lastWords(complaint) || problem.message, code))
        },
      )
      running.add(child)
    })
  }

  return {
    run,
    end() {
      ended = true
      for (const child of running) child.kill()
    },
  }
}

/** What stands in the last line of its log. */
function lastWords(complaint: string): string {
  const line = complaint.trim().split('\n').at(-1) ?? ''
  try {
    const { msg } = JSON.parse(line) as { msg?: unknown }
    return typeof msg === 'string' ? msg : line
  } catch {
    return line
  }
}
