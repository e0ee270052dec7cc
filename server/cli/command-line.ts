import { UsageError, flagOf, settings, type Given } from '../config.ts'
import { closestTo } from './closest-to.ts'

export type Command =
  | { name: 'help' }
  | { name: 'version' }
  | { name: 'serve'; flags: Given; configFile: string | null }
  | { name: 'backup'; flags: Given; configFile: string | null; file: string }

const commands = ['serve', 'backup', 'help', 'version']
/** Flag as typed, and the setting it sets; `config` names a file, `help` and `version` say what to do. */
const flagNames = new Map([
  ...Object.keys(settings).map((name) => [flagOf(name), name] as const),
  ['--config', 'config'] as const,
  ['--help', 'help'] as const,
  ['-h', 'help'] as const,
  ['--version', 'version'] as const,
  ['-v', 'version'] as const,
])

/** @throws UsageError */
export function parseCommandLine(args: readonly string[]): Command {
  const { flags, words } = parseFlags(args)
  const { config, help, version, ...given } = flags
  if (help) return { name: 'help' }
  if (version) return { name: 'version' }
  const configFile = config === undefined ? null : String(config)
  const [name = 'serve', ...rest] = words
  if (name === 'help' || name === 'version') return { name }
  if (name === 'serve') {
    if (rest.length > 0) throw new UsageError(`serve takes no further word, but got "${rest[0]}"`)
    return { name, flags: given, configFile }
  }
  if (name === 'backup') {
    if (rest.length !== 1) throw new UsageError('backup needs one file to write to: backup FILE')
    return { name, flags: given, configFile, file: rest[0]! }
  }
  throw new UsageError(`Unknown command "${name}"${closestTo(name, commands)}`)
}

function parseFlags(args: readonly string[]): { flags: Record<string, unknown>; words: string[] } {
  const flags: Record<string, unknown> = {}
  const words: string[] = []
  const left = [...args]
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    if (!arg.startsWith('-')) {
      words.push(arg)
      continue
    }
    const equals = arg.indexOf('=')
    const flag = equals < 0 ? arg : arg.slice(0, equals)
    const name = flagNames.get(flag)
    if (!name) throw new UsageError(`Unknown flag ${flag}${closestTo(flag, [...flagNames.keys()])}`)
    const value = equals < 0 ? valueOf(name, flag, left) : arg.slice(equals + 1)
    if (name in flags) throw new UsageError(`${flag} is given twice`)
    flags[name] = value
  }
  return { flags, words }
}

function valueOf(name: string, flag: string, left: string[]): unknown {
  const setting = name in settings ? settings[name as keyof typeof settings] : null
  const takesValue = name === 'config' || (setting !== null && setting.value !== null)
  if (!takesValue) return true
  const value = left.shift()
  if (value === undefined || value.startsWith('--')) throw new UsageError(`${flag} needs a value`)
  return value
}
