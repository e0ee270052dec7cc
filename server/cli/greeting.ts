import { fingerprintGroups } from '../../protocol/index.ts'
import type { RunningServer } from '../app.ts'
import type { Config } from '../config.ts'
import { whereaboutsOf } from '../whereabouts.ts'

type Greeted = Pick<RunningServer, 'fingerprint' | 'local' | 'port' | 'space' | 'url'>

/** What a person at a terminal reads once their server runs: where others reach it, and its key. */
export function greeting(server: Greeted, config: Config): string {
  const { fingerprint, local, space } = server
  const how =
    config.web === null
      ? 'Join it with the Parley app.'
      : 'Open it in a browser, or join with the app.'
  const lines = [
    ...placed(`${space} is at `, addressesOf(server, config)),
    ...(local === null ? [] : [`On this machine it is also at ${local}, without encryption.`]),
    ...(fingerprint === null ? [] : [`Its key is ${fingerprintGroups(fingerprint).join(' ')}`]),
    `${how} Ctrl+C stops it.`,
  ]
  return `\n${lines.map((line) => `  ${line}\n`).join('')}`
}

/** A machine without a network is reached by itself alone. */
function addressesOf({ fingerprint, port, url }: Greeted, config: Config): string[] {
  const { addresses, scheme } = whereaboutsOf(config, { port, fingerprint })
  return addresses.length > 0 ? addresses.map((address) => `${scheme}://${address}`) : [url]
}

/** One address to a line, below each other. */
function placed(before: string, addresses: readonly string[]): string[] {
  return addresses.map(
    (address, at) => `${at === 0 ? before : ' '.repeat(before.length)}${address}`,
  )
}
