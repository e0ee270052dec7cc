import { expect, it, vi } from 'vitest'
import type { Event, Seq } from '../../protocol/index.ts'
import { callRoute } from './call-route.ts'
import { ServerProcess, temporaryFolder } from './server-process.ts'
import { TestSocket } from './test-socket.ts'

vi.setConfig({ testTimeout: 120_000 })

const ROUNDS = 4
const AT_A_TIME = 20

it('keeps each acknowledged message once and in order, however often it is killed', async () => {
  const data = temporaryFolder()
  const start = () => new ServerProcess(['--port', '0', '--data', data, '--write-rate', '0'])
  let server = start()
  let { url } = await server.ready()
  const body = { name: 'Ada', password: 'Adas secret', device: 'test' }
  const { token, user } = await callRoute(url, 'register', { body })
  const notes = `${user.id}.${user.id}`
  const outbox = Array.from({ length: 10_000 }, (_, n) => `message-${String(n).padStart(5, '0')}`)
  const acknowledged = new Map<string, Seq>()

  for (let round = 1; round <= ROUNDS; round++) {
    const socket = await TestSocket.open(`${url.replace('http', 'ws')}/api/v1/socket`)
    await socket.hello(token)
    const writing = write(socket, notes, outbox, acknowledged)
    await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(round * 60), 30_000)
    server.child.kill('SIGKILL')
    await Promise.all([server.exited, socket.closed, writing])
    server = start()
    url = (await server.ready()).url
  }

  const stored = await everything(url, notes, token)
  expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1))
  const cids = stored.map(({ cid }) => cid)
  expect(cids).toEqual([...new Set(cids)].sort())
  for (const [cid, seq] of acknowledged) expect(cids[seq - 1]).toBe(cid)
})

/** As a client does: so many at a time, in order, and what was not acknowledged again from the front. */
async function write(
  socket: TestSocket,
  conversation: string,
  outbox: string[],
  acknowledged: Map<string, Seq>,
): Promise<void> {
  const closed = new AbortController()
  void socket.closed.then(() => closed.abort())
  while (!closed.signal.aborted) {
    const batch = outbox.slice(0, AT_A_TIME)
    await Promise.allSettled(batch.map((cid) => socket.say(conversation, cid, cid)))
    for (const { cid, seq } of socket.acknowledgements.splice(0)) acknowledged.set(cid, seq)
    while (outbox.length > 0 && acknowledged.has(outbox[0]!)) outbox.shift()
  }
}

async function everything(url: string, conversation: string, token: string): Promise<Event[]> {
  const events: Event[] = []
  for (;;) {
    const query = { after: events.length, limit: 100 }
    const page = await callRoute(url, 'events', { params: { conversation }, query }, token)
    events.push(...(page.events as Event[]))
    if (events.length >= page.head) return events
  }
}
