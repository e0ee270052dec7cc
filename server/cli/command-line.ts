import { UsageError, flagOf, settings, type Given } from '../config.ts'
import { closestTo } from './closest-to.ts'
import type { InviteFlags } from './invite.ts'
import { userActions, type UserAction } from './user-actions.ts'

export type Configured = { flags: Given; configFile: string | null }
export type Command =
  | { name: 'help' }
  | { name: 'version' }
  | ({ name: 'serve' } & Configured)
  | ({ name: 'backup' | 'restore'; file: string } & Configured)
  | ({ name: 'invite'; invite: InviteFlags } & Configured)
  | ({ name: 'doctor'; json: boolean } & Configured)
  | ({ name: 'user'; action: UserAction; person: string } & Configured)

const commands = ['serve', 'invite', 'user', 'backup', 'restore', 'doctor', 'help', 'version']
/** Of the command `invite` alone. */
const inviteFlags = ['uses', 'days', 'note']
/** Flag as typed, and the setting it sets; `config` names a file, `help` and `version` say what to do. */
const flagNames = new Map([
  ...Object.keys(settings).map((name) => [flagOf(name), name] as const),
  ...inviteFlags.map((name) => [`--${name}`, name] as const),
  ['--json', 'json'] as const,
  ['--config', 'config'] as const,
  ['--help', 'help'] as const,
  ['-h', 'help'] as const,
  ['--version', 'version'] as const,
  ['-v', 'version'] as const,
])

/** @throws UsageError */
export function parseCommandLine(args: readonly string[]): Command {
  const { flags, words } = parseFlags(args)
  const { config, help, version, uses, days, note, json, ...given } = flags
  if (help) return { name: 'help' }
  if (version) return { name: 'version' }
  const [name = 'serve', ...rest] = words
  const strange = inviteFlags.find((flag) => flag in flags)
  if (strange && name !== 'invite') throw new UsageError(`--${strange} belongs to invite`)
  if (json && name !== 'doctor') throw new UsageError('--json belongs to doctor')
  const configured = { flags: given, configFile: config === undefined ? null : String(config) }
  switch (name) {
    case 'help':
    case 'version':
      return { name }
    case 'serve':
      if (rest.length > 0) throw new UsageError(`serve takes no further word, but got "${rest[0]}"`)
      return { name, ...configured }
    case 'backup':
      if (rest.length !== 1) throw new UsageError('backup needs one file to write to: backup FILE')
      return { name, ...configured, file: rest[0]! }
    case 'restore':
      if (rest.length !== 1) throw new UsageError('restore needs one file to read: restore FILE')
      return { name, ...configured, file: rest[0]! }
    case 'invite':
      if (rest.length > 0)
        throw new UsageError(`invite takes no further word: say --note "${rest.join(' ')}"`)
      return {
        name,
        ...configured,
        invite: {
          uses: wholeNumber('--uses', uses, 1),
          days: wholeNumber('--days', days, 7),
          note: note === undefined ? '' : String(note),
        },
      }
    case 'doctor':
      if (rest.length > 0)
        throw new UsageError(`doctor takes no further word, but got "${rest[0]}"`)
      return { name, ...configured, json: json === true }
    case 'user':
      return { name, ...configured, ...userCommand(rest) }
    default:
      throw new UsageError(`Unknown command "${name}"${closestTo(name, commands)}`)
  }
}

function userCommand([action, person, ...more]: readonly string[]): {
  action: UserAction
  person: string
} {
  const known = userActions.find((one) => one === action)
  const all = userActions.join(', ')
  if (action === undefined) throw new UsageError(`user needs to know what to do: ${all}`)
  if (!known) throw new UsageError(`Unknown: user ${action}${closestTo(action, userActions)}`)
  const names = person === undefined ? 0 : 1 + more.length
  if (known === 'list') {
    if (names > 0) throw new UsageError('user list takes no name')
    return { action: known, person: '' }
  }
  if (names !== 1) throw new UsageError(`user ${known} needs one name; quote one that has spaces`)
  return { action: known, person: person! }
}

function wholeNumber(flag: string, given: unknown, usual: number): number {
  if (given === undefined) return usual
  const number = Number(given)
  if (Number.isInteger(number) && number >= 0 && String(given).trim() !== '') return number
  throw new UsageError(`${flag}: must be a whole number, 0 for no end`)
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
  const isOwn = name === 'config' || inviteFlags.includes(name)
  const takesValue = isOwn || (setting !== null && setting.value !== null)
  if (!takesValue) return true
  const value = left.shift()
  if (value === undefined || value.startsWith('--')) throw new UsageError(`${flag} needs a value`)
  return value
}
