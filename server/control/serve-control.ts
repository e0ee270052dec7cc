import { rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { Refused, type Refusal } from '../../protocol/index.ts'
import type { Domain } from '../domain/domain.ts'
import type { Logger } from '../observability/logger.ts'
import { controlPath } from './control-path.ts'
import { isControlTask, runTask } from './control-tasks.ts'

/** One line each way: `{ task, input }`, answered by `{ ok }` or `{ error }`. */
export type ControlAnswer = { ok: unknown } | { error: Refusal }

const LONGEST_LINE = 64 * 1024
const LINE_WITHIN = 10_000
/** Of the socket's file: its owner alone may open it. */
const OTHERS_MAY_NOT = 0o177

/**
 * Does what the command line asks on this machine, over a socket in the data folder that only the folder's
 * owner may open. Resolves to the way to stop.
 */
export async function serveControl(
  folder: string,
  domain: Domain,
  logger: Logger,
): Promise<() => Promise<void>> {
  const path = controlPath(folder)
  if (path === null) {
    logger.warn(
      { folder },
      'the path is too long for a control socket: stop the server for commands',
    )
    return () => Promise.resolve()
  }
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy())
    socket.setTimeout(LINE_WITHIN, () => socket.destroy())
    readLine(socket, (line) => {
      socket.setTimeout(0)
      void answer(line, domain, logger).then((said) => socket.end(`${JSON.stringify(said)}\n`))
    })
  })
  const isFile = process.platform !== 'win32'
  // The folder is this server's alone: what is left of an earlier one is nobody's.
  if (isFile) rmSync(path, { force: true })
  const usual = isFile ? process.umask(OTHERS_MAY_NOT) : 0
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(path, resolve)
    })
  } catch (error) {
    logger.warn({ err: error, path }, 'no control socket: stop the server for commands')
    return () => Promise.resolve()
  } finally {
    if (isFile) process.umask(usual)
  }
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      for (const socket of open) socket.destroy()
    })
}

function readLine(socket: Socket, read: (line: string) => void): void {
  let text = ''
  socket.setEncoding('utf8')
  socket.on('data', function take(chunk: string) {
    text += chunk
    const end = text.indexOf('\n')
    if (end < 0 && text.length > LONGEST_LINE) return void socket.destroy()
    if (end < 0) return
    socket.off('data', take)
    read(text.slice(0, end))
  })
}

async function answer(line: string, domain: Domain, logger: Logger): Promise<ControlAnswer> {
  try {
    const { task, input } = JSON.parse(line) as { task?: unknown; input?: unknown }
    if (!isControlTask(task)) throw new Refused('invalid', 'This server knows no such command')
    return { ok: await runTask(domain, task, input) }
  } catch (error) {
    return { error: refusalOf(error, logger) }
  }
}

function refusalOf(error: unknown, logger: Logger): Refusal {
  if (error instanceof Refused) return error.toRefusal()
  if (error instanceof SyntaxError) return { code: 'invalid', message: 'not JSON' }
  logger.error({ err: error }, 'a command went wrong')
  return { code: 'internal', message: (error as Error).message }
}
