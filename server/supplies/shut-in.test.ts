import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { beforeAll, expect, it, vi } from 'vitest'
import { where } from '../../discovery/test/lab.ts'
import { callRoute } from '../test/call-route.ts'
import { asOrdinaryUser, buildOneFile, oneFileAlone, ordinaryFolder } from '../test/one-file.ts'
import { obstacle } from '../test/obstacle.ts'
import { ServerProcess, temporaryFolder } from '../test/server-process.ts'

vi.setConfig({ testTimeout: 60_000 })
beforeAll(buildOneFile, 300_000)

/** Mounts of its own, gone with the process. */
const ownMounts = ['unshare', '--mount', '--propagation', 'private', '--']
const mounts = obstacle('sh', '-c', `${ownMounts.join(' ')} mount --bind / /mnt`)

/** $1 is the data folder, $2 how it is mounted, $3 the program's folder; what follows is run. */
const SEALED = `
set -eu
data=$1 how=$2 program=$3; shift 3
mount --bind "$data" "$data"
mount --bind "$program" "$program"
mount -o remount,bind,ro "$program"
mount --rbind /tmp /tmp
mount -o remount,bind,ro,noexec /tmp
mount -o "remount,bind,$how" "$data"
mount -o remount,bind,ro /
if touch /probe /tmp/probe 2>/dev/null; then echo 'not sealed' >&2; exit 99; fi
exec "$@"`

function sealed(data: string, how: string): ServerProcess {
  const program = oneFileAlone()
  const command = [...ownMounts, 'sh', '-c', SEALED, 'sh', data, how, dirname(program)]
  const args = ['--host', '127.0.0.1', '--port', '0', '--data', data]
  return new ServerProcess(args, {}, [...command, ...asOrdinaryUser(), program])
}

where(mounts, 'where all but the data folder is read-only', () => {
  it('serves an ordinary user, with nothing executable in /tmp', async () => {
    const data = ordinaryFolder()
    const server = sealed(data, 'rw,exec,nosuid,nodev')
    const { url } = await server.ready()
    const body = { name: 'Ada', password: 'Adas secret', device: 'test' }
    await callRoute(url, 'register', { body })
    expect((await fetch(url)).status).toBe(200)
    server.child.kill('SIGTERM')
    expect(await server.exited).toBe(0)
    expect(readdirSync(data)).toContain('parley.db')
  })

  it('says what is wrong where nothing may run from the data folder either', async () => {
    const server = sealed(ordinaryFolder(), 'rw,noexec')
    expect(await server.exited).toBe(78)
    expect(server.log.at(-1)).toMatchObject({ msg: expect.stringContaining('noexec') })
  })
})

/** A network of its own with one cable, gone with the process; what follows is run at a terminal. */
const CABLED = `
set -eu
ip link set lo up
ip link add office type veth peer name wall
ip address add 10.77.0.5/24 dev office
ip link set office up
ip link set wall up
exec script -qefc "$1" /dev/null`

const terminal = obstacle('script', '--version')
const network = obstacle('unshare', '--net', '--', 'ip', 'link', 'set', 'lo', 'up')

where(terminal ?? network, 'on a network of its own', () => {
  it('is there for others without a word, and says where', async () => {
    const line = `${oneFileAlone()} --data ${temporaryFolder()}`
    const command = ['unshare', '--net', '--', 'sh', '-c', CABLED, 'sh', line]
    const usual = { TERM: 'xterm', PARLEY_HOST: '', PARLEY_ANNOUNCE: 'office' }
    const server = new ServerProcess([], usual, command)
    await vi.waitFor(() => expect(server.stdout).toContain('In words'), { timeout: 30_000 })
    expect(server.stdout).toContain('is at https://10.77.0.5:7759')
    expect(server.stdout).toMatch(/parley:\/\/join\S+&f=\S+&a=10\.77\.0\.5:7759/)
  })
})

const unit = resolve('packaging/systemd/parley-server.service')

where(obstacle('systemd-analyze', '--version'), 'the systemd unit', () => {
  it('is understood by systemd, and shuts the server in', () => {
    const path = join(temporaryFolder(), 'parley-server.service')
    const text = readFileSync(unit, 'utf8')
    writeFileSync(path, text.replace('/usr/local/bin/parley-server', oneFileAlone()))
    const verified = spawnSync('systemd-analyze', ['verify', path], { encoding: 'utf8' })
    expect([verified.stderr, verified.status]).toEqual(['', 0])
    // In tenths: anything up to 2.0 is what systemd calls fine.
    const args = ['security', '--offline=true', '--threshold=20', path]
    expect(spawnSync('systemd-analyze', args).status).toBe(0)
  })
})
