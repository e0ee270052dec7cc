import { spawnSync } from 'node:child_process'
import { describe, it, onTestFinished } from 'vitest'

/** Runs a program to its end. @throws with what it said where it fails */
export function command(...line: readonly string[]): string {
  const [file = '', ...args] = line
  const { error, status, stderr, stdout } = spawnSync(file, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${line.join(' ')}: ${error?.message ?? stderr.trim()}`)
  return stdout
}

/** So that addresses can be used at once, as on a network where they were looked for before. */
const hastyAddresses = 'echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad'

/** Why there can be no networks of our own here; null where there can. */
export function obstacle(): string | null {
  const name = `parley-try-${process.pid}`
  try {
    command('ip', 'netns', 'add', name)
    try {
      command('ip', 'netns', 'exec', name, 'sh', '-c', hastyAddresses)
      command('ip', '-n', name, 'link', 'add', 'br0', 'type', 'bridge')
      command('ip', '-n', name, 'link', 'add', 'one', 'type', 'veth', 'peer', 'name', 'other')
    } finally {
      command('ip', 'netns', 'del', name)
    }
    return null
  } catch (error) {
    return (error as Error).message
  }
}

/**
 * Tests that need something of the machine. Where it is not there they are skipped by name, with the
 * reason; and fail in CI, which sees to it that it is there.
 * @param obstacle why they cannot be run; null where they can
 */
export function where(obstacle: string | null, what: string, tests: () => void): void {
  if (obstacle === null) return tests()
  if (process.env.CI === 'true') {
    return it(what, () => {
      throw new Error(`not tested: ${obstacle}`)
    })
  }
  describe.skip(what, () => it(`not tested: ${obstacle}`, () => {}))
}

/** Tests that are run in networks of their own. */
export function inOwnNetworks(what: string, tests: () => void): void {
  const why = obstacle()
  const mend = 'networks of our own cannot be made here; run as root, with iproute2 installed'
  where(why === null ? null : `${mend} (${why})`, what, tests)
}

let made = 0

/** A network of its own, in which nothing leads out of it; gone when the test is finished. */
function namespace(kind: string): string {
  const name = `parley-${kind}-${process.pid}-${++made}`
  command('ip', 'netns', 'add', name)
  onTestFinished(() => void command('ip', 'netns', 'del', name))
  command('ip', 'netns', 'exec', name, 'sh', '-c', hastyAddresses)
  return name
}

/** A switch: what hosts are plugged into. */
export class Switch {
  readonly #name = namespace('switch')
  readonly #ports = new Map<string, string>()

  constructor() {
    const ip = ['ip', '-n', this.#name]
    command(...ip, 'link', 'add', 'br0', 'type', 'bridge', 'forward_delay', '0')
    command(...ip, 'link', 'set', 'br0', 'type', 'bridge', 'mcast_snooping', '0')
    command(...ip, 'link', 'set', 'br0', 'up')
  }

  /** Leads a cable to a host, where its end is called `name`. */
  plug(host: string, name: string): void {
    const port = `port${this.#ports.size + 1}`
    this.#ports.set(`${host} ${name}`, port)
    const ip = ['ip', '-n', this.#name, 'link']
    command(...ip, 'add', port, 'type', 'veth', 'peer', 'name', name, 'netns', host)
    command(...ip, 'set', port, 'master', 'br0', 'up')
  }

  /** Pulls the cable out of a host's end, which stays as it is. */
  unplug(host: string, name: string): void {
    command('ip', '-n', this.#name, 'link', 'set', this.#ports.get(`${host} ${name}`)!, 'down')
  }
}

/** A machine with interfaces of its own. */
export class Host {
  readonly name = namespace('host')

  constructor() {
    this.ip('link', 'set', 'lo', 'up')
  }

  /** What is put before a command to run it there. */
  get within(): string[] {
    return ['ip', 'netns', 'exec', this.name]
  }

  /** @param cidrs besides the link-local address that the interface has by itself */
  plug(into: Switch, name: string, ...cidrs: string[]): this {
    into.plug(this.name, name)
    for (const cidr of cidrs) this.ip('addr', 'add', cidr, 'dev', name)
    this.ip('link', 'set', name, 'up')
    return this
  }

  ip(...args: string[]): string {
    return command('ip', '-n', this.name, ...args)
  }
}
