import { execFile } from 'node:child_process'
import type { ServerCommand } from './server-command.ts'

/** A command of the server did not do what it was asked to; the message is its own words. */
export class TaskFailed extends Error {
  override readonly name = 'TaskFailed'
}

export type RunTask = (...args: readonly string[]) => Promise<void>

const mostOutput = 1_000_000

/** Runs one of the server's commands to its end, such as `backup FILE`. */
export function serverTasks({ args, file }: ServerCommand, env: NodeJS.ProcessEnv): RunTask {
  return (...task) =>
    new Promise((done, fail) => {
      const options = { env, windowsHide: true, maxBuffer: mostOutput }
      execFile(file, [...args, ...task], options, (problem, _said, complaint) => {
        if (problem) fail(new TaskFailed(lastWords(complaint) || problem.message))
        else done()
      })
    })
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
