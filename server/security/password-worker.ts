import { createHash } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import bcrypt from 'bcryptjs'
import { runInTheBackground, steppingAside } from '../threads/background.ts'

/** What the pool asks a worker to do. */
export type PasswordWork =
  { do: 'hash'; password: string; cost: number } | { do: 'matches'; password: string; hash: string }
export type PasswordResult = { hash: string } | { matches: boolean } | { failed: string }

/** bcrypt reads 72 bytes and stops at a zero byte; a digest in base64 has 44 letters and none. */
function digest(password: string): string {
  return createHash('sha256').update(password, 'utf8').digest('base64')
}

function work(task: PasswordWork): PasswordResult {
  const { password } = task
  if (task.do === 'hash') return { hash: bcrypt.hashSync(digest(password), task.cost) }
  return { matches: bcrypt.compareSync(digest(password), task.hash) }
}

/** bcryptjs asks for the time after each of its rounds, and lets nobody else run before it is done. */
function stepAsideBetweenRounds(): void {
  const { now } = Date
  const stepAside = steppingAside()
  Date.now = () => {
    stepAside()
    return now()
  }
}

if (parentPort) {
  const port = parentPort
  runInTheBackground(10)
  stepAsideBetweenRounds()
  port.on('message', (task: PasswordWork) => {
    try {
      port.postMessage(work(task))
    } catch (error) {
      port.postMessage({ failed: String(error) } satisfies PasswordResult)
    }
  })
}
