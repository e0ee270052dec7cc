import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { z } from 'zod'
import { registration } from '../protocol/index.ts'
import { included } from '../shared/server/included.ts'
import { closestTo } from './cli/closest-to.ts'
import { logLevels } from './observability/logger.ts'
import { usualSettings } from './supplies/source/usual-settings.ts'
import { isNetwork } from './transport/proxies.ts'

/** Settings and commands that were not understood. The message is for the person who typed them. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const onOff = z.union([z.boolean(), z.stringbool()])
const folder = z.string().min(1)
const file = folder.transform((path) => resolve(path))
const list = z.union([z.array(z.string()), z.string().transform(partsOf)])
const trimmedList = list.transform((given) =>
  given.map((one) => one.trim()).filter((one) => one !== ''),
)
const origins = trimmedList.pipe(
  z.array(z.string().regex(/^[a-z][a-z0-9+.-]*:\/\/[^/]+$/i, 'must be like https://chat.example')),
)

/**
 * Every setting, once. `flag` is how its value is called in the help (null: it needs none). Each can be
 * given as `--its-name`, as `PARLEY_ITS_NAME`, or in the config file as `itsName`, the first one winning.
 */
export const settings = {
  data: {
    value: 'DIR',
    help: 'Folder in which everything is kept; made if it does not exist',
    schema: folder.transform((path) => resolve(path)),
    fallback: defaultDataFolder(),
  },
  host: {
    value: 'ADDRESS',
    help: 'Address to listen on; 127.0.0.1 is this machine alone',
    schema: z.string().min(1),
    fallback: usualSettings.host,
  },
  port: {
    value: 'N',
    help: 'Port to listen on; 0 takes a free one',
    schema: z.coerce.number().int().min(0).max(65_535),
    fallback: 7759,
  },
  tls: {
    value: 'auto|off|always',
    help: 'Encryption: auto, beyond this machine or with a certificate given; off, behind a proxy that does it',
    schema: z.enum(['auto', 'off', 'always']),
    fallback: 'auto',
  },
  certificate: {
    value: 'FILE',
    help: 'Certificate to show instead of the space’s own, in PEM, with those that vouch for it',
    schema: file,
    fallback: null,
  },
  key: {
    value: 'FILE',
    help: 'Private key of that certificate, in PEM',
    schema: file,
    fallback: null,
  },
  localPort: {
    value: 'N',
    help: 'Port on 127.0.0.1 for this machine itself, unencrypted, where the other is; usually the next one',
    schema: z.coerce.number().int().min(0).max(65_535),
    fallback: null,
  },
  web: {
    value: 'DIR',
    help: 'Folder of the built web client, to be served to browsers; off for none, included for the one file’s own',
    schema: folder
      .refine(
        (path) => path !== included || usualSettings.web === included,
        'only the one file includes a web client; name the folder of a built one',
      )
      .transform((path) => (path === 'off' ? null : path === included ? path : resolve(path))),
    fallback: usualSettings.web,
  },
  spaceName: {
    value: 'NAME',
    help: 'What the space is called; kept from the first start on',
    schema: z.string().trim().min(1).max(80),
    fallback: null,
  },
  announce: {
    value: 'on|off|LIST',
    help: 'Whether apps on the network find the space by themselves: where it is reached, not at all, or on interfaces of these names or addresses; parted by commas, a comma in a name after a backslash',
    schema: z.union([onOff.transform((on) => (on ? 'on' : 'off')), trimmedList]),
    fallback: 'on',
  },
  registration: {
    value: 'anyone|invite|approval|closed',
    help: 'Who may register, from this start on; what administrators chose, or anyone, if not given',
    schema: z.preprocess((given) => (given === 'open' ? 'anyone' : given), registration),
    fallback: null,
  },
  firstPerson: {
    value: 'anywhere|local',
    help: 'Where the first person, who administers the space, comes in: anywhere, or by the unencrypted entrance of this machine alone',
    schema: z.enum(['anywhere', 'local']),
    fallback: 'anywhere',
  },
  origins: {
    value: 'LIST',
    help: 'Origins whose pages may use the server, besides its own and the desktop app’s, and names it goes by; parted by commas',
    schema: origins,
    fallback: [],
  },
  trustedProxies: {
    value: 'LIST',
    help: 'Addresses or networks of proxies whose X-Forwarded-For is believed; parted by commas',
    schema: trimmedList.pipe(
      z.array(z.string().refine(isNetwork, 'must be like 10.0.0.5 or 10.0.0.0/8')),
    ),
    fallback: [],
  },
  storage: {
    value: 'sqlite|memory',
    help: 'Where the space is kept; memory forgets everything at the end',
    schema: z.enum(['sqlite', 'memory']),
    fallback: 'sqlite',
  },
  metrics: {
    value: 'local|everyone|off',
    help: 'Who may read /metrics: this machine, everyone, or nobody',
    schema: z.enum(['local', 'everyone', 'off']),
    fallback: 'local',
  },
  logLevel: {
    value: 'LEVEL',
    help: `How much is logged on stderr: ${logLevels.join(', ')}`,
    schema: z.enum(logLevels),
    fallback: 'info',
  },
  frameRate: {
    value: 'N',
    help: 'Frames per second that one connection may send on average; 0 for no limit',
    schema: z.coerce.number().min(0),
    fallback: 1_000,
  },
  writeRate: {
    value: 'N',
    help: 'Messages and changes per second that one person may make on average; 0 for no limit',
    schema: z.coerce.number().min(0),
    fallback: 30,
  },
  registrationRate: {
    value: 'N',
    help: 'Registrations per minute from one address on average; 0 for no limit',
    schema: z.coerce.number().min(0),
    fallback: 12,
  },
  wrongByName: {
    value: 'N',
    help: 'Wrong passwords for one name until it has to wait between tries; 0 for no limit',
    schema: z.coerce.number().int().min(0),
    fallback: 5,
  },
  wrongByAddress: {
    value: 'N',
    help: 'Wrong passwords from one address until it has to wait between tries; 0 for no limit',
    schema: z.coerce.number().int().min(0),
    fallback: 200,
  },
  sessionIdle: {
    value: 'DAYS',
    help: 'Days after which a device that was not used is signed out; 0 for never',
    schema: z.coerce.number().min(0),
    fallback: 90,
  },
  maxBackpressure: {
    value: 'BYTES',
    help: 'What may wait for one slow reader before its connection is closed',
    schema: z.coerce
      .number()
      .int()
      .min(64 * 1024),
    fallback: 4 * 1024 * 1024,
  },
  jsonReady: {
    value: null,
    help: 'Print one line of JSON when ready, on a terminal too',
    schema: onOff,
    fallback: false,
  },
  exitWithParent: {
    value: null,
    help: 'Stop when standard input is closed: when the program that started this one is gone',
    schema: onOff,
    fallback: false,
  },
} as const satisfies Record<string, Setting>

type Setting = { value: string | null; help: string; schema: z.ZodType; fallback: unknown }
type SettingName = keyof typeof settings
export type Config = {
  [N in SettingName]: z.output<(typeof settings)[N]['schema']> | (typeof settings)[N]['fallback']
}
export type Given = Readonly<Record<string, unknown>>

/** Name of the file in the data folder that is read where no other is named. */
export const configFileName = 'parley.json'

export function flagOf(name: string): string {
  return `--${parted(name, '-').toLowerCase()}`
}

export function variableOf(name: string): string {
  return `PARLEY_${parted(name, '_').toUpperCase()}`
}

/**
 * Puts the settings together: flags, then environment, then config file, then what is usual.
 * @throws UsageError
 */
export function readConfig(
  flags: Given,
  environment: NodeJS.ProcessEnv,
  file: string | null,
): Config {
  const fromEnvironment = Object.fromEntries(
    names().flatMap((name) => {
      const value = environment[variableOf(name)]
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )
  const data = flags['data'] ?? fromEnvironment['data'] ?? settings.data.fallback
  const path = file ?? join(resolve(String(data)), configFileName)
  const fromFile = readConfigFile(path, file !== null)
  const config: Record<string, unknown> = {}
  for (const name of names()) {
    config[name] = firstGiven(name, [
      { source: flagOf(name), given: flags },
      { source: variableOf(name), given: fromEnvironment },
      { source: `${name} in ${path}`, given: fromFile },
    ])
  }
  return config as Config
}

type Source = { source: string; given: Given }

function firstGiven(name: SettingName, sources: readonly Source[]): unknown {
  const found = sources.find(({ given }) => given[name] !== undefined)
  if (!found) return settings[name].fallback
  const result = settings[name].schema.safeParse(found.given[name])
  if (result.success) return result.data
  const problem = result.error.issues[0]?.message ?? 'is malformed'
  throw new UsageError(`${found.source}: ${problem}`)
}

function readConfigFile(path: string, isNamed: boolean): Given {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    // One that is there may keep the space from others: it is never passed over.
    if (!isNamed && (code === 'ENOENT' || code === 'ENOTDIR')) return {}
    const who = code === 'EACCES' ? '. Only the account that the server runs under may read it' : ''
    throw new UsageError(`Cannot read the config file ${path}: ${message}${who}`)
  }
  const given = parseConfigFile(path, text)
  for (const name of Object.keys(given)) {
    if (name in settings) continue
    throw new UsageError(`${path}: unknown setting "${name}"${closestTo(name, names())}`)
  }
  return given
}

function parseConfigFile(path: string, text: string): Given {
  try {
    const given: unknown = JSON.parse(text)
    if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given as Given
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${(error as Error).message}`)
  }
  throw new UsageError(`${path} must hold a JSON object such as {"port": 7759}`)
}

function names(): SettingName[] {
  return Object.keys(settings) as SettingName[]
}

/** Parted by commas; one that belongs to a name follows a backslash, as does a backslash. */
function partsOf(text: string): string[] {
  const parts = text.match(/(?:\\[\\,]|[^,])+/g) ?? []
  return parts.map((part) => part.replace(/\\([\\,])/g, '$1'))
}

function parted(name: string, mark: string): string {
  return name.replace(/[A-Z]/g, (letter) => mark + letter)
}

function defaultDataFolder(): string {
  const home = homedir()
  const environment = process.env
  if (process.platform === 'win32') {
    return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Parley Server')
  }
  if (process.platform === 'darwin') {
    return join(home, 'Library', 'Application Support', 'Parley Server')
  }
  const named = environment['XDG_DATA_HOME']
  return join(named && isAbsolute(named) ? named : join(home, '.local', 'share'), 'parley-server')
}
