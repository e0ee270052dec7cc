import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { buildOneFile, oneFileAlone } from '../test/one-file.ts'
import { noSystemd, OwnSystemd } from '../test/own-systemd.ts'

vi.setConfig({ testTimeout: 120_000 })
beforeAll(buildOneFile, 300_000)

const unit = resolve('packaging/systemd/parley-server.service')
const folder = '/etc/systemd/system'
const data = '/var/lib/parley-server'

/** A machine on which an administrator has just installed the server. */
async function installed(): Promise<OwnSystemd> {
  const machine = new OwnSystemd()
  machine.put('/usr/local/bin/parley-server', readFileSync(oneFileAlone()), 0o755)
  machine.put(`${folder}/parley-server.service`, readFileSync(unit))
  // Nothing is announced, also where nobody could hear it.
  machine.put(
    `${folder}/parley-server.service.d/quiet.conf`,
    '[Service]\nEnvironment=PARLEY_ANNOUNCE=off\n',
  )
  await machine.boot()
  machine.said('systemctl enable --now parley-server')
  return machine
}

const property = (machine: OwnSystemd, name: string): string =>
  machine.said(`systemctl show parley-server --property=${name} --value`)

/** What the server answers to whoever asks whether it is ready, on its own machine. */
const ASK = `bash -c '
exec 3<>/dev/tcp/127.0.0.1/7760
printf "GET /readyz HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n" >&3
head -n 1 <&3'`

/** When it listens, what it is known by. */
async function served(machine: OwnSystemd): Promise<string> {
  await vi.waitFor(() => expect(machine.said(ASK)).toContain('200'), { timeout: 30_000 })
  return machine.said(`cat ${data}/space.json`)
}

/** The machine's own log; entries need a moment to get there. */
const logged = (machine: OwnSystemd): string =>
  machine.said('journalctl --sync; journalctl --unit=parley-server --output=cat')

/** Many containers do not let it, and there is no way to see to that in all of them. */
const without = noSystemd()
const whereItCan = without === null ? describe : () => it(`is not tried here: ${without}`, () => {})

whereItCan('under a systemd of its own', () => {
  it('serves as an account of its own, comes back when it is killed, and with the machine', async () => {
    const machine = await installed()
    const space = await served(machine)
    expect(machine.said(`stat --dereference --format=%U:%a ${data}`)).toBe('parley-server:700')
    const first = property(machine, 'MainPID')
    expect(machine.said(`stat --format=%U /proc/${first}`)).toBe('parley-server')
    expect(machine.said(`ls -A ${data}`)).toContain('parley.db')

    machine.said(`kill -KILL ${first}`)
    await vi.waitFor(() => expect(property(machine, 'NRestarts')).toBe('1'), { timeout: 30_000 })
    expect(await served(machine)).toBe(space)

    await machine.shutDown()
    await machine.boot()
    expect(await served(machine)).toBe(space)
    expect(logged(machine)).toContain('"msg":"stopped"')

    await machine.crash()
    await machine.boot()
    expect(await served(machine)).toBe(space)
  })

  it('is not started again and again with settings that it cannot use', async () => {
    const machine = await installed()
    await served(machine)
    machine.said(`systemctl stop parley-server && echo '{"port":' > ${data}/parley.json`)
    machine.said('systemctl start parley-server')
    await vi.waitFor(() => expect(property(machine, 'ActiveState')).toBe('failed'), 30_000)
    expect(property(machine, 'ExecMainStatus')).toBe('78')
    expect(property(machine, 'NRestarts')).toBe('0')
  })
})
