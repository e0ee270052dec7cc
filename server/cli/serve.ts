import { announceSpace } from '../announce-space.ts'
import { startServer, type RunningServer } from '../app.ts'
import type { Config } from '../config.ts'
import { createLogger, type Logger } from '../observability/logger.ts'
import { exitCodes } from '../start-refused.ts'
import { isLoopback } from '../transport/loopback.ts'
import { whenParentIsGone } from './parent.ts'
import { whileTelling } from './while-telling.ts'
import { greeting } from './greeting.ts'
import { tellWayIn } from './way-in.ts'

type Ending = { exitCode: number; reason: string }

/** Serves until asked to stop, or until nothing can be done any more. Answers the exit code. */
export async function serve(config: Config): Promise<number> {
  const logger = createLogger(config.logLevel)
  endOnBugs(logger)
  const ending = endingOf(config)
  const server = await whileTelling(startServer(config, { logger }), logger)
  announce(server, config)
  const { fingerprint, local, url } = server
  logger.info({ url, ...known({ fingerprint, local }), data: config.data }, 'ready')
  if (!isLoopback(config.host) && config.tls === 'off') {
    logger.warn({ host: config.host }, 'listening beyond this machine without encryption')
  }
  const announced = await announceSpace(server, config, logger)
  if (isForPerson(config)) {
    await tellWayIn(config).catch((error: unknown) => logger.warn({ err: error }, 'no invite made'))
  }
  const failed = server.failed.then((error) => {
    logger.fatal({ err: error }, error.message)
    return { exitCode: exitCodes.failed, reason: 'storage failed' }
  })
  const { exitCode, reason } = await Promise.race([ending, failed])
  await announced.stop()
  await stop(server, logger, reason)
  return exitCode
}

/** Resolves when the process is asked to end; asked twice, it ends at once. */
function endingOf(config: Config): Promise<Ending> {
  return new Promise((resolve) => {
    let asked = false
    const ask = (reason: string): void => {
      if (asked) process.exit(exitCodes.failed)
      asked = true
      resolve({ exitCode: exitCodes.stopped, reason })
    }
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.on(signal, () => ask(signal))
    }
    if (!config.exitWithParent) return
    whenParentIsGone(() => resolve({ exitCode: exitCodes.stopped, reason: 'parent is gone' }))
  })
}

/** What nobody caught leaves the process in an unknown state: it is logged, and a supervisor starts anew. */
function endOnBugs(logger: Logger): void {
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'unexpected failure')
    process.exit(exitCodes.failed)
  })
}

/** A person at a terminal, as against a program that reads what is said. */
function isForPerson({ jsonReady }: Config): boolean {
  return process.stdout.isTTY && !jsonReady
}

function announce(server: RunningServer, config: Config): void {
  if (isForPerson(config)) return console.log(greeting(server, config))
  const { fingerprint, key, local, port, space, url } = server
  const more = known({ fingerprint, local, key })
  console.log(JSON.stringify({ ready: true, url, port, space, ...more }))
}

/** What there is to say, and nothing of the rest. */
function known<T extends object>(said: T): Partial<T> {
  return Object.fromEntries(Object.entries(said).filter(([, one]) => one !== null)) as Partial<T>
}

async function stop(server: RunningServer, logger: Logger, reason: string): Promise<void> {
  logger.info({ reason }, 'stopping')
  await server.stop()
  logger.info('stopped')
}
