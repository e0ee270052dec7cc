import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { afterEach, expect, it } from 'vitest'

const started: ChildProcess[] = []
afterEach(() => started.forEach((server) => server.kill('SIGKILL')))

/** The server's process: what it says when ready, or the code with which it ended instead. */
async function start(port: number): Promise<{ server: ChildProcess; url?: string; code?: number }> {
  const settings = ['--port', String(port), '--storage', 'memory', '--data', '/nowhere']
  const alone = ['--host', '127.0.0.1', '--announce', 'off', '--exit-with-parent']
  const args = [resolve('server/main.ts'), 'serve', ...settings, ...alone]
  const server = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { PATH: process.env['PATH'] },
  })
  started.push(server)
  return Promise.race([
    once(server.stdout, 'data').then(([line]) => ({
      server,
      ...(JSON.parse(String(line)) as { url: string }),
    })),
    once(server, 'exit').then(([code]) => ({ server, code: code as number })),
  ])
}

it('has its address again at once after a stop that closed connections', async () => {
  const first = await start(0)
  await fetch(`${first.url}/healthz`)
  first.server.kill('SIGTERM')
  await once(first.server, 'exit')

  expect((await start(Number(new URL(first.url!).port))).url).toBe(first.url)
})

it('ends when the address is taken, though its parent still holds standard input open', async () => {
  const first = await start(0)
  expect((await start(Number(new URL(first.url!).port))).code).toBe(69)
})
