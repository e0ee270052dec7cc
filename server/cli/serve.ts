import { startServer, type RunningServer } from '../app.ts'
import type { Config } from '../config.ts'
import { createLogger, type Logger } from '../observability/logger.ts'
import { exitCodes } from '../start-refused.ts'

type Ending = { exitCode: number; reason: string }

/** Serves until asked to stop, or until nothing can be done any more. Answers the exit code. */
export async function serve(config: Config): Promise<number> {
  const logger = createLogger(config.logLevel)
  endOnBugs(logger)
  const ending = endingOf(config)
  const server = await startServer(config, { logger })
  announce(server, config)
  logger.info({ url: server.url, data: config.data }, 'ready')
  if (!isLoopback(config.host)) {
    logger.warn({ host: config.host }, 'listening beyond this machine without encryption')
  }
  const failed = server.failed.then((error) => {
    logger.fatal({ err: error }, error.message)
    return { exitCode: exitCodes.failed, reason: 'storage failed' }
  })
  const { exitCode, reason } = await Promise.race([ending, failed])
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
    const gone = (): void => resolve({ exitCode: exitCodes.stopped, reason: 'parent is gone' })
    process.stdin.on('end', gone).on('error', gone).on('close', gone).resume()
    // Heard as long as the server runs; listening for it must not keep a refused start alive.
    process.stdin.unref?.()
  })
}

/** What nobody caught leaves the process in an unknown state: it is logged, and a supervisor starts anew. */
function endOnBugs(logger: Logger): void {
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'unexpected failure')
    process.exit(exitCodes.failed)
  })
}

function announce({ port, space, url }: RunningServer, config: Config): void {
  if (config.jsonReady || !process.stdout.isTTY) {
    console.log(JSON.stringify({ ready: true, url, port, space }))
    return
  }
  const how =
    config.web === null
      ? 'Join it with the Parley app.'
      : 'Open it in a browser, or join with the app.'
  console.log(`\n  ${space} is at ${url}\n  ${how} Ctrl+C stops it.\n`)
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

async function stop(server: RunningServer, logger: Logger, reason: string): Promise<void> {
  logger.info({ reason }, 'stopping')
  await server.stop()
  logger.info('stopped')
}
