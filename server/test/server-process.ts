import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { onTestFinished, vi } from 'vitest'

const FROM_SOURCE: readonly string[] = [
  process.execPath,
  resolve(import.meta.dirname, '../main.ts'),
]

const ALONE = { PARLEY_HOST: '127.0.0.1', PARLEY_ANNOUNCE: 'off' }

export type Ready = {
  ready: true
  url: string
  port: number
  space: string
  local?: string
  fingerprint?: string
}

/** The server as others start it: a process with arguments, two outputs and an exit code. */
export class ServerProcess {
  readonly exited: Promise<number | NodeJS.Signals>
  readonly child: ChildProcessWithoutNullStreams
  stdout = ''
  stderr = ''

  /**
   * On this machine alone, unless its arguments or `env` say otherwise; settings of whoever runs the
   * tests are not heard.
   * @param command what starts it; its source on this Node if not given
   */
  constructor(args: readonly string[], env: NodeJS.ProcessEnv = {}, command = FROM_SOURCE) {
    const [file, ...before] = command
    this.child = spawn(file!, [...before, ...args], {
      env: { PATH: process.env['PATH'], ...ALONE, ...env },
    })
    this.child.stdout.on('data', (data: Buffer) => (this.stdout += data.toString()))
    this.child.stderr.on('data', (data: Buffer) => (this.stderr += data.toString()))
    this.exited = new Promise((done) => {
      this.child.on('close', (code, signal) => done(code ?? signal!))
    })
    onTestFinished(async () => {
      this.child.kill('SIGKILL')
      await this.exited
    })
  }

  ready(): Promise<Ready> {
    return vi.waitFor(() => {
      if (this.child.exitCode !== null) throw new Error(`it ended: ${this.stderr}`)
      return JSON.parse(this.stdout.split('\n')[0]!) as Ready
    }, WAITING)
  }

  /** Lines of the log as objects. */
  get log(): Record<string, unknown>[] {
    const lines = this.stderr.split('\n').filter((line) => line !== '')
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  }
}

const WAITING = { timeout: 30_000, interval: 10 }

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-server-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
