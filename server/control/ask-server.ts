import { connect } from 'node:net'
import { Refused } from '../../protocol/index.ts'
import { controlPath } from './control-path.ts'
import type { ControlTask, TaskAnswer, TaskInput } from './control-tasks.ts'
import type { ControlAnswer } from './serve-control.ts'

/** Nobody listens there: the folder is served by no server, or by one that cannot be asked. */
export class NobodyListens extends Error {
  override readonly name = 'NobodyListens'
}

const NOBODY = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTSOCK'])
const ANSWER_WITHIN = 60_000

/** Has the server that has the folder do it. @throws NobodyListens, Refused */
export async function askServer<T extends ControlTask>(
  folder: string,
  task: T,
  input: TaskInput<T>,
): Promise<TaskAnswer<T>> {
  const path = controlPath(folder)
  if (path === null) throw new NobodyListens()
  const said = await exchange(path, `${JSON.stringify({ task, input })}\n`)
  const answer = JSON.parse(said) as ControlAnswer
  if ('error' in answer) throw Refused.from(answer.error)
  return answer.ok as TaskAnswer<T>
}

function exchange(path: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const socket = connect(path, () => socket.write(line))
    socket.setEncoding('utf8')
    socket.setTimeout(ANSWER_WITHIN, () => socket.destroy(new Error('the server does not answer')))
    socket.on('data', (chunk: string) => (said += chunk))
    socket.on('end', () => {
      if (said.endsWith('\n')) resolve(said)
      else reject(new Error('the server stopped before it answered'))
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      reject(NOBODY.has(error.code ?? '') ? new NobodyListens() : error)
    })
  })
}
