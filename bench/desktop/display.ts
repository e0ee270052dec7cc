import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A screen that nobody sees, for windows that are to be real. */
export async function startDisplay(): Promise<{ display: string; stop: () => Promise<void> }> {
  const screen = ['-screen', '0', '1600x1000x24', '-nolisten', 'tcp']
  const child = spawn('Xvfb', ['-displayfd', '1', ...screen], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [said] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'error').then(([error]) => Promise.reject(error as Error)),
  ])) as [Buffer]
  return {
    display: `:${said.toString().trim()}`,
    async stop() {
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      await exit
    },
  }
}
