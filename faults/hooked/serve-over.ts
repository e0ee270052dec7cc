import { startServer, type ServerDeps } from '../../server/app.ts'
import { parseCommandLine } from '../../server/cli/command-line.ts'
import { readConfig } from '../../server/config.ts'
import { createLogger } from '../../server/observability/logger.ts'

/** The server's own way to start, over a storage of another making. */
export async function serveOver(openSpace: ServerDeps['openSpace']): Promise<void> {
  const command = parseCommandLine(process.argv.slice(2))
  if (command.name !== 'serve') throw new Error('it can only serve')
  const config = readConfig(command.flags, {}, null)
  const logger = createLogger(config.logLevel)
  const { port, space, stop, url } = await startServer(config, { logger, openSpace })
  process.on('SIGTERM', () => void stop().then(() => process.exit(0)))
  process.stdout.write(`${JSON.stringify({ ready: true, url, port, space })}\n`)
}
