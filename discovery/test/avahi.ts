import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Host } from './lab.ts'
import { Program } from './program.ts'

const programs = [
  '/usr/sbin/avahi-daemon',
  '/usr/bin/avahi-browse',
  '/usr/bin/avahi-publish',
  '/usr/bin/dbus-daemon',
]

/** Why nothing can be tested beside Avahi here; null where it can. */
export function avahiObstacle(): string | null {
  const missing = programs.filter((path) => !existsSync(path))
  return missing.length === 0 ? null : `${missing.join(', ')} missing; install avahi-utils and dbus`
}

const busSettings = (socket: string): string => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
  </policy>
</busconfig>`

const avahiSettings = `[server]
host-name=other-host
use-ipv4=yes
use-ipv6=yes
[wide-area]
enable-wide-area=no
[publish]
publish-workstation=no
publish-hinfo=no
`

/** The responder of most Linux machines, on a host, with a bus of its own. */
export class Avahi {
  readonly #host: Host
  readonly #env: NodeJS.ProcessEnv

  private constructor(host: Host, env: NodeJS.ProcessEnv) {
    this.#host = host
    this.#env = env
  }

  static async start(host: Host): Promise<Avahi> {
    const folder = mkdtempSync(join(tmpdir(), 'parley-avahi-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const socket = join(folder, 'bus')
    const [bus, avahi] = [join(folder, 'bus.conf'), join(folder, 'avahi.conf')]
    writeFileSync(bus, busSettings(socket))
    writeFileSync(avahi, avahiSettings)
    const env = { DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${socket}` }
    const dbus = new Program([
      ...host.within,
      ...['dbus-daemon', `--config-file=${bus}`, '--nofork', '--nopidfile', '--print-address'],
    ])
    await dbus.until((lines) => lines.find((line) => line.startsWith('unix:')))
    // Its place for its process's number and socket is a folder of its own, in this namespace alone.
    const daemon = `mount -t tmpfs none /run && mkdir /run/avahi-daemon && exec avahi-daemon \
      -f ${avahi} --no-drop-root --no-chroot --no-rlimits`
    const started = new Program([...host.within, 'sh', '-c', daemon], env)
    await started.until((lines) => lines.find((line) => line.includes('Server startup complete')))
    return new Avahi(host, env)
  }

  /** What it finds: a line for each address, as `avahi-browse --parsable` writes them. */
  async browse(type: string): Promise<string[]> {
    const browsing = new Program([...this.#host.within, 'avahi-browse', '-rptk', type], this.#env)
    await browsing.ended
    return browsing.lines().filter((line) => line.startsWith('='))
  }

  publish(name: string, type: string, port: number, ...text: string[]): Program {
    const line = ['avahi-publish', '-s', name, type, String(port), ...text]
    return new Program([...this.#host.within, ...line], this.#env)
  }
}
