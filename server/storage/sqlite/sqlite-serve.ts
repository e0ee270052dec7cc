import type { MessagePort } from 'node:worker_threads'
import type { CallAnswers, CallBatch, Calls } from './sqlite-caller.ts'
import { threadError } from './sqlite-errors.ts'

/** Longest that an answer waits for those after it. */
const GATHERED_MS = 1

type Answer = CallAnswers['answers'][number]

/**
 * Answers calls from the other side of `port` one after the other, and calls `end` when it is told to.
 * `file` is what errors are about.
 */
export function serveCalls(port: MessagePort, calls: Calls, file: string, end: () => void): void {
  port.on('message', (message: CallBatch | { close: true }) => {
    if ('close' in message) {
      end()
      port.close()
    } else answerAll(message)
  })

  function answerAll(batch: CallBatch): void {
    let answers: Answer[] = []
    let since = performance.now()
    for (const { id, name, args } of batch.calls) {
      answers.push(answered(id, name, args))
      if (performance.now() - since < GATHERED_MS) continue
      port.postMessage({ answers } satisfies CallAnswers)
      answers = []
      since = performance.now()
    }
    if (answers.length > 0) port.postMessage({ answers } satisfies CallAnswers)
  }

  function answered(id: number, name: string, args: unknown[]): Answer {
    try {
      const value = calls[name]!(...(args as never[]))
      return holdsBytes(value) ? { id, value } : { id, json: JSON.stringify(value) }
    } catch (error) {
      return { id, error: threadError(error, file) }
    }
  }
}

function holdsBytes(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'bytes' in value &&
    value.bytes instanceof Uint8Array
  )
}
