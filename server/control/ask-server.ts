import { connect } from 'node:net'
import { Refused } from '../../protocol/index.ts'
import { StartRefused, exitCodes } from '../start-refused.ts'
import { controlPath } from './control-path.ts'
import type { ControlTask, TaskAnswer, TaskInput } from './control-tasks.ts'
import type { ControlAnswer } from './serve-control.ts'

/** Nobody listens there: the folder is served by no server, or by one that cannot be asked. */
export class NobodyListens extends Error {
  override readonly name = 'NobodyListens'
}

const NOBODY = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTSOCK'])
const ANSWER_WITHIN = 60_000

/** Has the server that has the folder do it. @throws NobodyListens, Refused, StartRefused in plain words */
export async function askServer<T extends ControlTask>(
  folder: string,
  task: T,
  input: TaskInput<T>,
): Promise<TaskAnswer<T>> {
  const path = controlPath(folder)
  if (path === null) throw new NobodyListens()
  const said = await exchange(path, `${JSON.stringify({ task, input })}\n`)
  const answer = answerIn(said)
  if ('error' in answer) throw Refused.from(answer.error)
  return answer.ok as TaskAnswer<T>
}

function answerIn(said: string): ControlAnswer {
  try {
    return JSON.parse(said) as ControlAnswer
  } catch {
    throw unanswered('answered what this version does not understand')
  }
}

function unanswered(what: string): StartRefused {
  return new StartRefused(
    `the server that has the folder ${what}: look at its log, and try again once it has stopped or started anew`,
    exitCodes.failed,
  )
}

function exchange(path: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const socket = connect(path, () => socket.write(line))
    socket.setEncoding('utf8')
    socket.setTimeout(ANSWER_WITHIN, () => socket.destroy(unanswered('does not answer')))
    socket.on('data', (chunk: string) => (said += chunk))
    socket.on('end', () => {
      if (said.endsWith('\n')) resolve(said)
      else reject(unanswered('stopped before it answered'))
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error instanceof StartRefused) reject(error)
      else if (NOBODY.has(error.code ?? '')) reject(new NobodyListens())
      else reject(unanswered(`cannot be asked (${error.message})`))
    })
  })
}
