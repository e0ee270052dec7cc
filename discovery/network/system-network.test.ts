import { expect, it, onTestFinished, vi } from 'vitest'
import type { Family, MulticastSocket, MulticastSocketOptions } from './multicast-socket.ts'
import type { Link } from './network.ts'
import { systemNetwork } from './system-network.ts'

/** Loopback, over sockets that send nothing; IPv6 is refused until it is said to be ready. */
function loopback() {
  const six = { isReady: false }
  const sent: Family[] = []
  const told: string[] = []
  const links: Link[] = []
  const open = async ({ family }: MulticastSocketOptions): Promise<MulticastSocket> => {
    if (family === 'udp6' && !six.isReady) throw new Error('IPv6 is not ready')
    const send = async (): Promise<void> => void sent.push(family)
    return { family, send, close: async () => {} }
  }
  const leave = systemNetwork({
    ...{ choice: ['127.0.0.1'], every: 1, open },
    refused: (_name, error) => told.push(error.message),
  }).listen({
    opened: (link) => void links.push(link),
    closed: (link) => void links.splice(links.indexOf(link), 1),
    heard: () => {},
  })
  onTestFinished(leave)
  const families = async (): Promise<Family[]> => {
    sent.length = 0
    await links[0]?.send(Buffer.of(0))
    return [...sent].sort()
  }
  return { families, links, six, told }
}

it('speaks over IPv4 alone where IPv6 is not ready, says so once, and over both as soon as it is', async () => {
  const { families, six, told } = loopback()
  await vi.waitFor(async () => expect(await families()).toEqual(['udp4']))
  six.isReady = true
  await vi.waitFor(async () => expect(await families()).toEqual(['udp4', 'udp6']))
  expect(told).toEqual(['IPv6 is not ready'])
})

it('begins anew once the machine has slept: sockets from before may be in no group any more', async () => {
  const { links } = loopback()
  await vi.waitFor(() => expect(links).toHaveLength(1))
  const [before] = links
  const now = Date.now()
  vi.spyOn(Date, 'now').mockReturnValue(now + 60_000)
  onTestFinished(() => void vi.restoreAllMocks())
  await vi.waitFor(() => expect(links[0]).not.toBe(before))
  await vi.waitFor(() => expect(links).toHaveLength(1))
})
