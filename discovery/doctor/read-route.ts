import { createSocket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { allInterfaces } from '../network/interfaces.ts'

/** Kept for documents (RFC 5737): nobody has it, so that whatever leads there leads everywhere. */
const ELSEWHERE = '192.0.2.1'
const ANY_PORT = 9

/** The interface that leads to what is not near; null where none does. Nothing is sent. */
export function defaultRoute(): Promise<string | null> {
  return routeTo(ELSEWHERE)
}

/** The interface that leads to an address; null where none does. Nothing is sent: it is only chosen. */
export function routeTo(address: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(address.split('%')[0]!) ? 'udp6' : 'udp4')
    const done = (name: string | null): void => {
      socket.removeAllListeners()
      socket.close()
      resolve(name)
    }
    socket.once('error', () => done(null))
    socket.connect(ANY_PORT, address, () => done(interfaceOf(socket.address().address)))
  })
}

function interfaceOf(address: string): string | null {
  const [plain] = address.split('%')
  const found = Object.entries(allInterfaces()).find(([, infos = []]) =>
    infos.some((info) => info.address === plain),
  )
  return found?.[0] ?? null
}
