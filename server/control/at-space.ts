import { existsSync } from 'node:fs'
import type { Config } from '../config.ts'
import { Refused } from '../../protocol/index.ts'
import { shownCertificate } from '../chosen-certificate.ts'
import { domainSettingsOf } from '../domain-settings-of.ts'
import { createDomain } from '../domain/create-domain.ts'
import { createLogger, type Logger } from '../observability/logger.ts'
import { openSpace } from '../open-space.ts'
import { PasswordPool } from '../security/password-pool.ts'
import { randomIds } from '../security/random-ids.ts'
import { StartRefused, exitCodes } from '../start-refused.ts'
import { sqliteFiles } from '../storage/sqlite/sqlite-files.ts'
import { entrancesOf } from '../transport/entrances.ts'
import { whereaboutsOf } from '../whereabouts.ts'
import { NobodyListens, askServer } from './ask-server.ts'
import { runTask, type ControlTask, type TaskAnswer, type TaskInput } from './control-tasks.ts'

/**
 * Does something in the space of the data folder: by the server that has it, or where none has, here.
 * @throws StartRefused with what was wrong and what to do
 */
export async function atSpace<T extends ControlTask>(
  config: Config,
  task: T,
  input: TaskInput<T>,
): Promise<TaskAnswer<T>> {
  if (!existsSync(sqliteFiles({ folder: config.data }).database)) {
    throw new StartRefused(
      `no space is kept in ${config.data}: name its folder with --data, or start the server once`,
      exitCodes.failed,
    )
  }
  try {
    return await askServer(config.data, task, input)
  } catch (error) {
    if (!(error instanceof NobodyListens)) throw told(error)
  }
  try {
    return await here(config, task, input)
  } catch (error) {
    throw told(error)
  }
}

function told(error: unknown): unknown {
  return error instanceof Refused ? new StartRefused(error.message, exitCodes.failed) : error
}

async function here<T extends ControlTask>(
  config: Config,
  task: T,
  input: TaskInput<T>,
): Promise<TaskAnswer<T>> {
  const logger: Logger = createLogger('error')
  const { name, storage, certificate } = await openSpace(config, { logger, onFailure: () => {} })
  const [entrance] = entrancesOf(config)
  const shown = entrance.isSecure ? shownCertificate(config, certificate, logger) : null
  const fingerprint = shown?.fingerprint ?? null
  const passwords = new PasswordPool()
  try {
    const domain = createDomain({
      storage,
      // Nobody is connected who could be told.
      announcer: { profileChanged() {}, sessionsEnded() {}, admitted() {}, readMoved() {} },
      presence: { of: () => Promise.resolve(new Map()) },
      passwords,
      clock: { now: () => Date.now() },
      ids: randomIds,
      logger,
      settings: domainSettingsOf(config, name, fingerprint),
      whereabouts: () => whereaboutsOf(config, { port: config.port, fingerprint }),
    })
    return await runTask(domain, task, input)
  } finally {
    await passwords.close()
    await storage.upkeep.close()
  }
}
