import { randomUUID } from 'node:crypto'
import type { Low } from 'lowdb'
import type { Fingerprint } from '../../../protocol/fingerprint.ts'
import type { KnownSpace } from '../../../shared/ipc/schemas.ts'

/** The id of the space that this app serves itself. */
export const ownSpaceId = 'own'

export interface SpacesStore {
  list(): KnownSpace[]
  add(space: NewSpace): Promise<KnownSpace>
  /** From now on it is known by this certificate. */
  pin(id: string, fingerprint: Fingerprint): Promise<void>
  remove(id: string): Promise<void>
  /** The own server is ready: its address may have changed since last time. */
  setOwn(space: NewSpace): Promise<void>
}

type NewSpace = Pick<KnownSpace, 'name' | 'url' | 'fingerprint'>

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
  let only = given
  const list = (): KnownSpace[] => (only ? [only] : file.data)

  async function keep(spaces: KnownSpace[]): Promise<void> {
    file.data = spaces
    announce(list())
    await file.write()
  }

  async function change(id: string, to: Partial<NewSpace>): Promise<void> {
    if (only?.id === id) {
      only = { ...only, ...to }
      announce(list())
      return
    }
    await keep(file.data.map((space) => (space.id === id ? { ...space, ...to } : space)))
  }

  /** A space is its key: one that is known by it is the same at another address too. */
  function knownAs({ url, fingerprint }: NewSpace): KnownSpace | undefined {
    const here = list().find((space) => address(space.url) === address(url))
    const moved = (space: KnownSpace): boolean => !space.hosted && space.fingerprint === fingerprint
    return here ?? (fingerprint ? list().find(moved) : undefined)
  }

  return {
    list,
    async add(wanted) {
      const { name, url, fingerprint } = wanted
      const known = knownAs(wanted)
      if (known) {
        if (address(known.url) !== address(url)) await change(known.id, { url: address(url) })
        if (fingerprint && !known.fingerprint) await change(known.id, { fingerprint })
        return list().find(({ id }) => id === known.id)!
      }
      const space: KnownSpace = {
        ...{ id: randomUUID(), name, url: address(url), hosted: false },
        ...(fingerprint && { fingerprint }),
      }
      await keep([...file.data, space])
      return space
    },
    pin: (id, fingerprint) => change(id, { fingerprint }),
    remove: (id) => keep(file.data.filter((space) => space.id !== id)),
    async setOwn({ name, url, fingerprint }) {
      const own: KnownSpace = {
        ...{ id: ownSpaceId, name, url, hosted: true },
        ...(fingerprint && { fingerprint }),
      }
      const at = file.data.findIndex((space) => space.id === ownSpaceId)
      if (at < 0) return keep([own, ...file.data])
      const known = file.data[at]!
      const isSame = known.name === name && known.url === url
      if (isSame && known.fingerprint === fingerprint) return
      await keep(file.data.with(at, own))
    },
  }
}
