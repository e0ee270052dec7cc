import { UsageError, readConfig, type Config } from '../config.ts'
import { createLogger } from '../observability/logger.ts'
import { StartRefused, exitCodes } from '../start-refused.ts'
import { version } from '../version.ts'
import { parseCommandLine, type Command, type Configured } from './command-line.ts'
import { whenParentIsGone } from './parent.ts'
import { helpText } from './help.ts'

/** Does what the command line says; answers the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  quietenKnownWarnings()
  // Whoever read it is gone; that is no reason to fail.
  process.stdout.on('error', () => {})
  try {
    return await runCommand(parseCommandLine(args))
  } catch (error) {
    if (error instanceof UsageError) return complain(`${error.message}\n(--help lists everything)`)
    if (error instanceof StartRefused) return complain(error.message, error.exitCode)
    throw error
  }
}

async function runCommand(command: Command): Promise<number> {
  switch (command.name) {
    case 'help':
      console.log(helpText())
      return exitCodes.stopped
    case 'version':
      console.log(version)
      return exitCodes.stopped
    case 'serve': {
      // The rest of the server is only loaded where it is needed: help should not wait for it.
      const { serve } = await import('./serve.ts')
      return serve(readConfig(command.flags, process.env, command.configFile))
    }
    case 'restore': {
      const { restore } = await import('./restore.ts')
      return restore(configOfTask(command), command.file)
    }
    case 'invite': {
      const { invite } = await import('./invite.ts')
      return invite(readConfig(command.flags, process.env, command.configFile), command.invite)
    }
    case 'user': {
      const { user } = await import('./user.ts')
      const config = readConfig(command.flags, process.env, command.configFile)
      return user(config, command.action, command.person)
    }
    case 'doctor': {
      const { doctor } = await import('./doctor.ts')
      return doctor(readConfig(command.flags, process.env, command.configFile), command)
    }
    case 'backup': {
      const { backup } = await import('./backup.ts')
      return backup(configOfTask(command), command.file)
    }
  }
}

/**
 * Of one that copies for a while. Whoever asked for it may be gone, and ask again: nothing goes on beside
 * that. What is copied is there whole or not at all, so that it may end in the midst of it.
 */
function configOfTask({ configFile, flags }: Configured): Config {
  const config = readConfig(flags, process.env, configFile)
  if (config.exitWithParent) whenParentIsGone(() => process.kill(process.pid, 'SIGKILL'))
  return config
}

/** A person at a terminal reads a line; a supervisor reads the log. */
function complain(message: string, exitCode: number = exitCodes.unusable): number {
  if (process.stderr.isTTY) console.error(`parley-server: ${message}`)
  else createLogger('error').fatal(message)
  return exitCode
}

/** SQLite in Node is called experimental; that is known, tested and no news to an operator. */
function quietenKnownWarnings(): void {
  const tellers = process.listeners('warning')
  process.removeAllListeners('warning')
  process.on('warning', (warning) => {
    if (warning.name === 'ExperimentalWarning' && warning.message.includes('SQLite')) return
    for (const tell of tellers) tell(warning)
  })
}
