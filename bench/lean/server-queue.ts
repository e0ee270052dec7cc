import { readFileSync } from 'node:fs'

/** Bytes that the kernel holds on the server's side for the client at `clientPort`; Linux alone. */
export function serverQueue(serverPort: number, clientPort: number): number {
  const [local, remote] = [hex(serverPort), hex(clientPort)]
  for (const line of readFileSync('/proc/net/tcp', 'utf8').split('\n')) {
    const [, from, to, , queues] = line.trim().split(/\s+/)
    if (from?.endsWith(local) && to?.endsWith(remote)) return parseInt(queues!.slice(0, 8), 16)
  }
  throw new Error(`no connection from port ${clientPort} to port ${serverPort}`)
}

function hex(port: number): string {
  return `:${port.toString(16).toUpperCase().padStart(4, '0')}`
}
