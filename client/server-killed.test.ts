import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import type { IdempotencyKey } from '../protocol/index.ts'
import { openIndexedDbCache } from './cache/indexed-db/indexed-db-cache.ts'
import type { OpenConversation, SpaceClient } from './space-client.ts'
import { openDevice, until } from './test/device.ts'
import { ServerProcess } from './test/server-process.ts'

const KILLS = 5
const PEOPLE = ['Ann', 'Ben', 'Cay', 'Dan']

type Writer = {
  client: SpaceClient
  open: OpenConversation
  /** What was typed, in its order. */
  typed: { cid: IdempotencyKey; text: string }[]
}

/** A message as each client shows it. */
function shown({ open }: Writer) {
  return open.timeline
    .get()
    .items.flatMap(({ event, state }) =>
      event.kind === 'message'
        ? { seq: event.seq, author: event.author, text: event.text, state }
        : [],
    )
}

/** The whole conversation, from its beginning: a window holds only a part of a long one. */
async function whole(writer: Writer): Promise<ReturnType<typeof shown>> {
  const { open } = writer
  await open.jumpTo(1)
  const log = new Map(shown(writer).map((message) => [message.seq, message]))
  while (!open.timeline.get().atNewest) {
    await open.loadNewer()
    for (const message of shown(writer)) log.set(message.seq, message)
  }
  return [...log.values()]
}

it(
  'keeps each message once and in order at every client, however often the server is killed',
  { timeout: 120_000 },
  async () => {
    const server = await ServerProcess.start()
    const clients: SpaceClient[] = []
    for (const name of PEOPLE) {
      const client = await openDevice(server.url, { cache: await openIndexedDbCache(name) })
      await client.accounts.register(name, 'correct horse')
      clients.push(client)
    }
    const [first] = clients as [SpaceClient]
    const members = clients.slice(1).map((client) => client.account.get()!.user.id)
    const group = await first.groups.create({ name: 'Harbour', members })
    const writers = clients.map((client): Writer => ({
      client,
      open: client.open(group),
      typed: [],
    }))

    const time = { toWrite: true }
    const write = async (writer: Writer, name: string): Promise<void> => {
      while (time.toWrite) {
        const text = `${name} ${writer.typed.length}`
        writer.typed.push({ cid: await writer.open.send(text), text })
        // As fast as one can who waits for what is on its way to be a handful at most.
        await until(() => !time.toWrite || writer.client.connection.get().unsent < 5, 60_000)
      }
    }
    const written = writers.map((writer, index) => write(writer, PEOPLE[index]!))
    for (let kill = 0; kill < KILLS; kill += 1) {
      const goal = writers.map(({ typed }) => typed.length + 10)
      await until(() => writers.every(({ typed }, index) => typed.length >= goal[index]!), 60_000)
      await server.kill()
      await server.start()
    }
    time.toWrite = false
    await Promise.all(written)
    for (const { client } of writers) client.reconnectNow()
    await until(
      () =>
        writers.every(({ client }) => {
          const { phase, unsent } = client.connection.get()
          return phase === 'online' && unsent === 0
        }),
      60_000,
    )

    const total = writers.reduce((sum, { typed }) => sum + typed.length, 0)
    for (const { open } of writers) {
      await open.jumpToNewest()
      await until(() => open.timeline.get().status === 'ready')
    }
    const heads = () => clients.map((client) => client.conversations.get()[0]!.head)
    await until(() => new Set(heads()).size === 1, 60_000)

    const logs: ReturnType<typeof shown>[] = []
    for (const writer of writers) logs.push(await whole(writer))
    for (const log of logs) expect(log).toEqual(logs[0])
    expect(logs[0]).toHaveLength(total)
    for (const [index, { typed, client }] of writers.entries()) {
      const { id } = client.account.get()!.user
      const own = logs[0]!.filter(({ author }) => author === id).map(({ text }) => text)
      expect(own, PEOPLE[index]).toEqual(typed.map(({ text }) => text))
      expect(client.conversations.get()[0]).toMatchObject({ pending: 0, failed: 0 })
    }
    expect(total).toBeGreaterThan(KILLS * PEOPLE.length * 10)
  },
)
