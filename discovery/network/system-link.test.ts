import { expect, it, onTestFinished } from 'vitest'
import { encodeMessage } from '../dns/encode.ts'
import { message } from '../dns/message.ts'
import { serviceType } from '../service/space-service.ts'
import type { MulticastSocketOptions } from './multicast-socket.ts'
import type { Peer } from './network.ts'
import { openSystemLink } from './system-link.ts'

const office = {
  ...{ name: 'eth0', scope: 'eth0' },
  addresses: [{ address: '10.0.0.1', cidr: '10.0.0.1/24' }],
}
const query = encodeMessage(
  message({ questions: [{ name: serviceType, type: 12, unicast: false }] }),
)

/** A link over a socket that sends nothing, and what is heard on it. */
async function opened() {
  const heard: Peer[] = []
  let hear: MulticastSocketOptions['heard'] = () => {}
  const link = await openSystemLink(office, {
    heard: (_message, from) => void heard.push(from),
    failed: (error) => expect.fail(error.message),
    open: async ({ family, heard: told }) => {
      hear = told
      return { family, send: async () => {}, close: async () => {} }
    },
  })
  onTestFinished(() => link.close())
  const says = (from: Peer): void => hear(query, { ...from, family: 'IPv4', size: query.length })
  return { heard, says }
}

it('does not hear whoever cannot be answered: nobody sends from port 0 but to do harm', async () => {
  const { heard, says } = await opened()
  const old = { address: '10.0.0.9', port: 40_000 }
  says({ ...old, port: 0 })
  says(old)
  expect(heard).toEqual([old])
})
