import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { onTestFinished, vi } from 'vitest'

/** A program that runs until the test is finished, and what it has said so far. */
export class Program {
  readonly child: ChildProcessWithoutNullStreams
  readonly ended: Promise<void>
  output = ''

  constructor(line: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const [file = '', ...args] = line
    this.child = spawn(file, args, { env: { ...process.env, ...env } })
    this.child.stdout.on('data', (text: Buffer) => (this.output += text.toString()))
    this.child.stderr.on('data', (text: Buffer) => (this.output += text.toString()))
    this.ended = new Promise((done) => this.child.on('close', () => done()))
    onTestFinished(() => this.end('SIGKILL'))
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.child.kill(signal)
    await this.ended
  }

  lines(): string[] {
    return this.output.split('\n').filter((line) => line !== '')
  }

  /** Resolves with what is there as soon as it is. */
  until<T>(look: (lines: string[]) => T | undefined): Promise<T> {
    return vi.waitFor(
      () => {
        const found = look(this.lines())
        if (found === undefined) throw new Error(`not said yet; so far:\n${this.output}`)
        return found
      },
      { timeout: 30_000, interval: 20 },
    )
  }
}
