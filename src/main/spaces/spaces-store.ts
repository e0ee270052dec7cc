import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Low } from 'lowdb'
import type { Fingerprint } from '../../../protocol/fingerprint.ts'
import type { KnownSpace } from '../../../shared/ipc/schemas.ts'

/** The id of the first space that this app serves itself. */
const ownSpaceId = 'own'

export interface SpacesStore {
  list(): KnownSpace[]
  add(space: NewSpace): Promise<KnownSpace>
  /** From now on it is known by this certificate. */
  pin(id: string, fingerprint: Fingerprint): Promise<void>
  remove(id: string): Promise<void>
  /**
   * The own server is ready: its address may have changed since last time. With another key it is another
   * space, which takes the place of the one before; one that was joined as a guest is at home here now.
   */
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
    async setOwn(served) {
      const before = file.data.find(({ hosted }) => hosted)
      const own = ownSpace(served, file.data)
      if (before && isDeepStrictEqual(before, own)) return
      const others = file.data.filter((space) => space !== before && space.id !== own.id)
      await keep([own, ...others])
    },
  }
}

/** As what a space that is served here is listed: what it is known as already, where it is known. */
function ownSpace({ name, url, fingerprint }: NewSpace, known: readonly KnownSpace[]): KnownSpace {
  const before = known.find(({ hosted }) => hosted)
  const sameKey = fingerprint && known.find((space) => space.fingerprint === fingerprint)
  const isAnother = Boolean(
    fingerprint && before?.fingerprint && before.fingerprint !== fingerprint,
  )
  const anew = known.some(({ id }) => id === ownSpaceId) ? randomUUID() : ownSpaceId
  const id = sameKey ? sameKey.id : before && !isAnother ? before.id : anew
  // A server that speaks no TLS does not tell its key; it has one all the same.
  const key = fingerprint ?? before?.fingerprint
  return { ...{ id, name, url, hosted: true }, ...(key && { fingerprint: key }) }
}
