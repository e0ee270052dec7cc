import { shallowReactive } from 'vue'
import type { Account, Connection, SpaceClient } from '../../../../client/space-client.ts'
import type { KnownSpace } from '../../../../shared/ipc/schemas.ts'

/** Opens the client of a space: what is cached is there when it resolves, the network is not waited for. */
export type SpaceOpener = (space: KnownSpace) => Promise<SpaceClient>

/** A space with its connection, on screen or behind it. */
export type OpenSpace = {
  readonly id: string
  readonly client: SpaceClient
  account: Account | null
  connection: Connection
  /** Messages that nobody on this device has read. */
  unread: number
  /** Takes over at once what the client tells a moment later. */
  look(): void
}

/** What is open at once; a person with more spaces gets those further down the list when they go there. */
export const MOST_OPEN = 12

/** The spaces that this window has open: each once, whoever asks for it. */
export type OpenSpaces = {
  readonly all: ReadonlyMap<string, OpenSpace>
  open(space: KnownSpace): Promise<OpenSpace>
  close(id: string): Promise<void>
}

export function createOpenSpaces(opener: SpaceOpener): OpenSpaces {
  const all = shallowReactive(new Map<string, OpenSpace>())
  const stops = new Map<string, (() => void)[]>()
  const coming = new Map<string, Promise<OpenSpace>>()

  async function bring(space: KnownSpace): Promise<OpenSpace> {
    const client = await opener(space)
    const { account, connection, unread } = client
    const now = () => ({
      account: account.get(),
      connection: connection.get(),
      unread: unread.get(),
    })
    const look = () => void Object.assign(opened, now())
    const opened = shallowReactive<OpenSpace>({ id: space.id, client, ...now(), look })
    stops.set(
      space.id,
      [account, connection, unread].map((signal) => signal.subscribe(look)),
    )
    all.set(space.id, opened)
    return opened
  }

  return {
    all,
    open(space) {
      const there = all.get(space.id)
      if (there) return Promise.resolve(there)
      let one = coming.get(space.id)
      if (!one) {
        one = bring(space).finally(() => coming.delete(space.id))
        coming.set(space.id, one)
      }
      return one
    },
    async close(id) {
      const opened = all.get(id)
      if (!opened) return
      stops.get(id)?.forEach((stop) => stop())
      stops.delete(id)
      all.delete(id)
      await opened.client.close()
    },
  }
}
