import { networkInterfaces } from 'node:os'
import { everyAddress } from '../../../shared/server/every-address.ts'
import type { Discovery, HostOn } from '../launch-setting.ts'
import { dataFolder, type KeptHosting } from './kept-hosting.ts'

export interface ServePlace {
  readonly userData: string
  /** The web client for browsers: a folder, `included` in the one file, or `off`. */
  readonly web: string
  /** What this start of the app was told: where to listen, and where to announce. */
  readonly hostOn?: HostOn
  readonly discovery?: Discovery
}

const loopback = '127.0.0.1'

/** What the server is told, but for its port. */
export function serveArgs(kept: KeptHosting, place: ServePlace): string[] {
  const { discovery, web } = place
  return [
    ...['serve', '--exit-with-parent', '--data', dataFolder(kept, place.userData)],
    ...listening(kept, place.hostOn),
    // In one word: what a person chose may begin with what looks like a flag.
    `--announce=${told(discovery ?? kept.announce)}`,
    ...(kept.name === null ? [] : [`--space-name=${kept.name}`]),
    // Not left to a parley.json of the folder, which may come from elsewhere.
    ...['--storage', 'sqlite', '--metrics', 'local', '--trusted-proxies=', `--web=${web}`],
    // Whoever hosts comes in first, and administers the space, however quick others are.
    ...['--first-person', 'local'],
  ]
}

/** A comma parts names, and may be in one: Windows lets people call networks as they like. */
const told = (announce: Discovery | KeptHosting['announce']): string =>
  typeof announce === 'string'
    ? announce
    : announce.map((name) => name.replace(/[\\,]/g, '\\$&')).join(',')

/** A confined one listens as it does beyond the machine: by TLS, with the plain entrance beside it. */
function listening({ reach }: KeptHosting, hostOn: HostOn | undefined): string[] {
  if (reach === 'machine') return ['--host', loopback, '--tls', 'auto']
  if (hostOn) return ['--host', hostOn.address, '--tls', 'always', '--local-port', '0']
  return ['--host', everywhere(), '--tls', 'auto']
}

/** Every address of the machine, of both kinds where the system has both. */
export function everywhere(networks = networkInterfaces()): '::' | '0.0.0.0' {
  return everyAddress(networks)
}
