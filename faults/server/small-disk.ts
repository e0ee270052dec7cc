import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, rmdirSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MIB = 1024 * 1024

/** A file system of its own in memory, which can be filled to the brim. */
export class SmallDisk {
  readonly folder: string
  readonly #ballast: string

  private constructor(folder: string) {
    this.folder = folder
    this.#ballast = join(folder, 'ballast')
  }

  /** Null where this process has no right to mount one. */
  static mount(megabytes: number): SmallDisk | null {
    const folder = mkdtempSync(join(tmpdir(), 'parley-lab-'))
    try {
      const options = `size=${megabytes}m`
      execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' })
      return new SmallDisk(folder)
    } catch {
      rmdirSync(folder)
      return null
    }
  }

  /** Leaves not a byte. */
  fill(): void {
    const file = openSync(this.#ballast, 'w')
    try {
      for (const piece of [Buffer.alloc(MIB), Buffer.alloc(1024)]) {
        while (written(file, piece)) continue
      }
    } finally {
      closeSync(file)
    }
  }

  makeRoom(): void {
    rmSync(this.#ballast, { force: true })
  }

  /** From now on nobody may write to it. */
  protect(): void {
    execFileSync('mount', ['-o', 'remount,ro', this.folder])
  }

  unprotect(): void {
    execFileSync('mount', ['-o', 'remount,rw', this.folder])
  }

  unmount(): void {
    execFileSync('umount', ['-l', this.folder])
    rmdirSync(this.folder)
  }
}

function written(file: number, piece: Buffer): boolean {
  try {
    return writeSync(file, piece) === piece.length
  } catch {
    return false
  }
}
