import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, vi } from 'vitest'
import { obstacle } from './obstacle.ts'

/**
 * Namespaces of its own, gone with the process: its network leads nowhere, and what is written goes into
 * layers of its own. $1 is the folder of those. The machine's own services are hidden.
 */
const LAYERED = `
set -eu
mount --make-rprivate /
root=$1/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/kept,workdir=$1/work" "$root"
mount -t proc proc "$root/proc"
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
ip link set lo up`

const BOOT = `${LAYERED}
exec env -i container=test PATH="$PATH" chroot "$root" /lib/systemd/systemd --system --unit=multi-user.target`

const namespaces = ['--mount', '--net', '--uts', '--ipc', '--pid', '--fork', '--kill-child']

function inLayers(folder: string, script: string): readonly string[] {
  for (const name of ['root', 'kept', 'work', 'units']) {
    mkdirSync(join(folder, name), { recursive: true })
  }
  return ['unshare', ...namespaces, '--', 'sh', '-c', script, 'sh', folder]
}

/** Why systemd cannot be started here, as in a container; null where it can. */
export function noSystemd(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'parley-layers-'))
  const script = `${LAYERED}\nexec chroot "$root" systemctl --version`
  const [file = '', ...args] = inLayers(folder, script)
  try {
    return obstacle(file, ...args)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** This machine with a systemd of the test's own: its files, and nothing that it runs. */
export class OwnSystemd {
  readonly #folder: string
  #process: ChildProcess | null = null

  /** @param folder on a file system that can hold layers, kept from one boot to the next */
  constructor(folder: string) {
    this.#folder = folder
    inLayers(folder, '')
    onTestFinished(() => this.crash())
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
    const [file = '', ...args] = inLayers(this.#folder, BOOT)
    this.#process = spawn(file, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    const state = () => this.said('systemctl is-system-running || true')
    await vi.waitFor(() => expect(state()).toMatch(/^(running|degraded)$/), {
      timeout: 20_000,
      interval: 200,
    })
  }

  /** What a shell on that machine says. @throws where it fails */
  said(command: string): string {
    const outer = String(this.#process?.pid)
    const pids = `--pid=/proc/${outer}/ns/pid_for_children`
    const into = ['--target', outer, '--mount', '--uts', '--ipc', '--net', pids]
    const line = [...into, 'chroot', join(this.#folder, 'root'), '/bin/sh', '-c', command]
    return execFileSync('nsenter', line, { encoding: 'utf8', stdio: 'pipe' }).trim()
  }

  /** As with its button: services are stopped in order. */
  async shutDown(): Promise<void> {
    const gone = this.#gone()
    // systemd(1): SIGRTMIN+4 begins poweroff.target.
    this.said('kill -38 1')
    await gone
  }

  /** As without power. */
  async crash(): Promise<void> {
    const gone = this.#gone()
    this.#process?.kill('SIGKILL')
    await gone
  }

  async #gone(): Promise<void> {
    const child = this.#process
    if (child && child.exitCode === null && child.signalCode === null) {
      await new Promise((resolve) => child.once('exit', resolve))
    }
    this.#process = null
  }
}
