import { expect, it, onTestFinished } from 'vitest'
import { chosenInterfaces } from './interfaces.ts'
import { openMulticastSocket } from './multicast-socket.ts'

async function loopback() {
  const [at] = chosenInterfaces(['127.0.0.1'])
  const socket = await openMulticastSocket({
    ...{ at: at!, family: 'udp4' },
    heard: () => {},
    failed: (error) => expect.fail(error.message),
  })
  onTestFinished(() => socket!.close())
  return socket!
}

it('takes it for lost what cannot be sent, even where the system is not asked at all', async () => {
  const socket = await loopback()
  const nowhere = [
    { address: '127.0.0.1', port: 0 },
    { address: '127.0.0.1', port: 65_536 },
    { address: 7 as unknown as string, port: 9 },
  ]
  for (const to of nowhere) await expect(socket.send(Buffer.of(0), to)).resolves.toBeUndefined()
})
