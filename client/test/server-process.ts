import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'

const main = resolve(import.meta.dirname, '../../server/main.ts')

/** The real server as a process of its own with a data folder, which can be killed and started again. */
export class ServerProcess {
  readonly #data = mkdtempSync(join(tmpdir(), 'parley-client-'))
  #child: ChildProcess | null = null
  #port = 0

  static async start(): Promise<ServerProcess> {
    const server = new ServerProcess()
    onTestFinished(async () => {
      await server.kill()
      rmSync(server.#data, { recursive: true, force: true })
    })
    await server.start()
    return server
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Resolves once it listens; on the port that it had before. */
  async start(): Promise<void> {
    const args = [
      main,
      'serve',
      '--port',
      String(this.#port),
      '--data',
      this.#data,
      '--log-level',
      'warn',
      ...['--host', '127.0.0.1', '--announce', 'off'],
    ]
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      // Settings of whoever runs the tests are not heard.
      env: { PATH: process.env['PATH'] },
    })
    this.#child = child
    for await (const line of createInterface({ input: child.stdout })) {
      const told = JSON.parse(line) as { ready?: boolean; port?: number }
      if (!told.ready) continue
      this.#port = told.port!
      child.stdout.resume()
      return
    }
    throw new Error('the server ended before it listened')
  }

  /** As a power cut for the process: nothing of it is told to anybody. */
  async kill(): Promise<void> {
    const child = this.#child
    this.#child = null
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
}
