import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, vi } from 'vitest'

/**
 * In namespaces of its own, gone with the process: its network leads nowhere, its control groups are below
 * one of the test's. $1 is the folder of all, $2 the name of that group, $3 what is run.
 */
const APART = `
set -eu
mount --make-rprivate /
mount -t cgroup2 cgroup2 "$1/groups"
mkdir -p "$1/groups/$2"
echo $$ > "$1/groups/$2/cgroup.procs"
exec unshare --cgroup --net --uts --ipc --pid --fork --kill-child -- sh -c "$3" sh "$1"`

/**
 * What is written goes into layers, and the kernel's settings are not to be changed. The machine's own
 * services are hidden.
 */
const LAYERED = `
set -eu
root=$1/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/kept,workdir=$1/work" "$root"
mount -t proc proc "$root/proc"
for at in sys sysrq-trigger; do
  [ -e "$root/proc/$at" ] || continue
  mount --bind "$root/proc/$at" "$root/proc/$at"
  mount -o remount,bind,ro "$root/proc/$at"
done
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs tmpfs "$root/sys/fs/cgroup"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount --bind "$1/units" "$root/etc/systemd/system"
for at in run tmp dev; do mount -t tmpfs -o mode=755 tmpfs "$root/$at"; done
for at in 'null 1 3' 'zero 1 5' 'full 1 7' 'random 1 8' 'urandom 1 9' 'tty 5 0'; do
  set -- "$1" $at
  mknod -m 666 "$root/dev/$2" c "$3" "$4"
done
mkdir "$root/dev/pts" "$root/dev/shm" "$root/dev/mqueue" "$root/dev/hugepages"
mount -t devpts -o newinstance,ptmxmode=666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ip link set lo up
within="env -i container=test PATH=$PATH chroot $root setpriv --bounding-set=-sys_module,-sys_time"
`
const BOOT = `${LAYERED}
exec $within /lib/systemd/systemd --system --unit=multi-user.target`
const TRY = `${LAYERED}
exec $within systemctl --version`

const group = (folder: string): string => folder.split('/').at(-1)!

function apart(folder: string, script: string): readonly string[] {
  for (const name of ['root', 'kept', 'work', 'units', 'groups']) {
    mkdirSync(join(folder, name), { recursive: true })
  }
  return ['--mount', '--', 'sh', '-c', APART, 'sh', folder, group(folder), script]
}

/** Takes the control groups away again, once nothing is in them any more. */
const TIDY = `
mount -t cgroup2 cgroup2 "$1/groups"
for again in 1 2 3 4 5 6 7 8 9; do
  [ -d "$1/groups/$2" ] || exit 0
  find "$1/groups/$2" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.2
done`

function tidy(folder: string): void {
  spawnSync('unshare', ['--mount', '--', 'sh', '-c', TIDY, 'sh', folder, group(folder)])
}

/** Why systemd cannot be started here, as in a container; null where it can. */
export function noSystemd(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'parley-systemd-'))
  try {
    const { error, status, stderr } = spawnSync('unshare', apart(folder, TRY), { encoding: 'utf8' })
    return status === 0 ? null : (error?.message ?? stderr.trim())
  } finally {
    tidy(folder)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** This machine with a systemd of the test's own: its files, and nothing that it runs. */
export class OwnSystemd {
  readonly #folder = mkdtempSync(join(tmpdir(), 'parley-systemd-'))
  #process: ChildProcess | null = null

  /** What is written there is kept from one boot to the next. */
  constructor() {
    apart(this.#folder, '')
    onTestFinished(async () => {
      await this.crash()
      tidy(this.#folder)
      rmSync(this.#folder, { recursive: true, force: true })
    })
  }

  /** Puts a file there, from the root on. */
  put(path: string, content: string | Uint8Array, mode = 0o644): void {
    const [, units] = /^\/etc\/systemd\/system\/(.*)/.exec(path) ?? []
    const target = units ? join(this.#folder, 'units', units) : join(this.#folder, 'kept', path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, content, { mode })
  }

  /** Resolves when everything is started that is to be. */
  async boot(): Promise<void> {
    this.#process = spawn('unshare', apart(this.#folder, BOOT), {
      stdio: 'ignore',
    })
    const state = () => this.said('systemctl is-system-running || true')
    await vi.waitFor(() => expect(state()).toMatch(/^(running|degraded)$/), {
      timeout: 60_000,
      interval: 200,
    })
  }

  /** What a shell on that machine says. @throws where it fails */
  said(command: string): string {
    const outer = String(this.#process?.pid)
    const pids = `--pid=/proc/${outer}/ns/pid_for_children`
    const into = ['--target', outer, '--mount', '--uts', '--ipc', '--net', pids]
    const line = [...into, 'chroot', join(this.#folder, 'root'), '/bin/sh', '-c', command]
    return execFileSync('nsenter', line, {
      encoding: 'utf8',
      stdio: 'pipe',
      timeout: 20_000,
    }).trim()
  }

  /** As with its button: services are stopped in order. */
  async shutDown(): Promise<void> {
    const gone = this.#gone()
    // systemd(1): SIGRTMIN+4 begins poweroff.target.
    this.said('kill -38 1')
    await gone
  }

  /** As without power: resolves when nothing runs there any more. */
  async crash(): Promise<void> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = this.#gone()
    const first = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim()
    if (first === '') child.kill('SIGKILL')
    // With its first process all others of its machine end, and the one outside that waits for it.
    else process.kill(Number(first), 'SIGKILL')
    await gone
  }

  #gone(): Promise<void> {
    const child = this.#process
    return new Promise((resolve) => child?.once('exit', () => resolve()))
  }
}
