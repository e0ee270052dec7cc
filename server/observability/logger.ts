import pino from 'pino'

export type { Logger } from 'pino'
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/**
 * JSON lines on stderr. Log ids, codes, counts and times; never a token, a password or what people
 * wrote. The fields below are blanked in case an object that holds them is logged by mistake.
 */
export function createLogger(level: LogLevel): pino.Logger {
  const destination = pino.destination({ dest: 2, sync: true })
  // Whoever read the log is gone; that is no reason to fail.
  destination.on('error', () => {})
  const secret = ['token', 'password', 'passwordHash', 'tokenHash', 'authorization', 'text']
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secret.flatMap((key) => [key, `*.${key}`]), censor: '(removed)' },
    },
    destination,
  )
}
