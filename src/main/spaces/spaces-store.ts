import { randomUUID } from 'node:crypto'
import type { Low } from 'lowdb'
import type { KnownSpace } from '../../../shared/ipc/schemas.ts'

/** The id of the space that this app serves itself. */
export const ownSpaceId = 'own'

export interface SpacesStore {
  list(): KnownSpace[]
  add(space: { name: string; url: string }): Promise<KnownSpace>
  remove(id: string): Promise<void>
  /** The own server is ready: its address may have changed since last time. */
  setOwn(space: { name: string; url: string }): Promise<void>
}

/** Two spellings of one address are one space: only the origin counts. */
const address = (url: string): string => new URL(url).origin

/**
 * `given`: the one space of an app that was started for it; nothing else is listed or kept.
 * `announce` hears the list after each change.
 */
export function createSpacesStore(
  file: Low<KnownSpace[]>,
  announce: (spaces: KnownSpace[]) => void,
  given?: KnownSpace,
): SpacesStore {
  const list = (): KnownSpace[] => (given ? [given] : file.data)

  async function keep(spaces: KnownSpace[]): Promise<void> {
    file.data = spaces
    announce(list())
    await file.write()
  }

  return {
    list,
    async add({ name, url }) {
      const known = list().find((space) => address(space.url) === address(url))
      if (known) return known
      const space: KnownSpace = { id: randomUUID(), name, url: address(url), hosted: false }
      await keep([...file.data, space])
      return space
    },
    remove: (id) => keep(file.data.filter((space) => space.id !== id)),
    async setOwn({ name, url }) {
      const own: KnownSpace = { id: ownSpaceId, name, url, hosted: true }
      const at = file.data.findIndex((space) => space.id === ownSpaceId)
      if (at < 0) return keep([own, ...file.data])
      const known = file.data[at]!
      if (known.name === name && known.url === url) return
      await keep(file.data.with(at, own))
    },
  }
}
