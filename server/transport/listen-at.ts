import { type AddressInfo, createServer } from 'node:net'
import { listen, type Listening, type TemplatedApp } from './uws.ts'

/** The address cannot be had. The message is one line that says what to do. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen'
}

/** @throws CannotListen */
export async function listenAt(app: TemplatedApp, host: string, port: number): Promise<Listening> {
  const listening = port === 0 ? await listenAnywhere(app, host) : await listen(app, host, port)
  if (listening) return listening
  throw new CannotListen(explanation(await whyNot(host, port), host, port))
}

/**
 * On a free port that is chosen before the native library listens: that makes an address reusable at
 * once only for a port that it was told. One of its own choice could not be had again for a minute.
 */
async function listenAnywhere(app: TemplatedApp, host: string): Promise<Listening | null> {
  return (await listen(app, host, await freePort(host))) ?? listen(app, host, 0)
}

function freePort(host: string): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(0))
    probe.listen({ host, port: 0 }, () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

/** The native library says no without a reason; Node's own server gives it. */
function whyNot(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve('EADDRINUSE')))
  })
}

function explanation(code: string, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken by another program, perhaps another Parley server. Stop it, or choose another with --port (0 takes a free one).`
    case 'EACCES':
      return `Port ${port} on ${host} needs more rights than this program has. Choose one above 1023 with --port.`
    default:
      return `This machine cannot listen on ${host} (${code}). Choose another address with --host.`
  }
}
