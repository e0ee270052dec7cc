import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Low } from 'lowdb'
import type { Fingerprint } from '../../../protocol/fingerprint.ts'
import { nowhere } from '../../../shared/ipc/nowhere.ts'
import type { KnownSpace } from '../../../shared/ipc/schemas.ts'
import { createTurns } from '../turns.ts'
import { otherAddresses } from './other-addresses.ts'

/** The id of the first space that this app serves itself. */
const ownSpaceId = 'own'

export interface SpacesStore {
  list(): KnownSpace[]
  /**
   * Keeps it, or answers with what it is known as already. Another space at the address of a known one, with
   * another name and the key that is really shown there, is one of its own: the known one is elsewhere.
   * One that is known without a key gets none by it: whoever answers for its name would be told its token.
   */
  add(space: NewSpace): Promise<KnownSpace>
  /**
   * It was met at this address: that is where it is from now on, and the one before is remembered. Another
   * space that was thought to be there is looked for elsewhere, as whoever is there must not hear from both.
   */
  move(id: string, url: string): Promise<void>
  /** From now on it is known by this certificate. */
  pin(id: string, fingerprint: Fingerprint): Promise<void>
  /** It calls itself this now. The own one does not: it is called what `setOwn` says. */
  rename(id: string, name: string): Promise<void>
  remove(id: string): Promise<void>
  /**
   * The own server is ready: its address may have changed since last time. With another key it is another
   * space, which takes the place of the one before; one that was joined as a guest is at home here now.
   */
  setOwn(space: NewSpace): Promise<void>
  /**
   * The own space is not this app's to serve any more: account and all, it is one like the others, to be found
   * by its key. Its address is anybody's from now on, and on this machine no key is shown there.
   */
  releaseOwn(): Promise<void>
}

type NewSpace = Pick<KnownSpace, 'name' | 'url' | 'fingerprint' | 'addresses'>

const sameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((item, at) => item === other[at])

/** Two spellings of one address are one space: only the origin counts. */
const address = (url: string): string => new URL(url).origin

export interface SpacesStoreOptions {
  /** Hears the list after each change. */
  announce(spaces: KnownSpace[]): void
  /** The one space of an app that was started for it; nothing else is listed or kept. */
  readonly given?: KnownSpace
  /** Asks what key is shown at an address; null where there is none. */
  keyAt(url: string): Promise<Fingerprint | null>
}

export function createSpacesStore(
  file: Low<KnownSpace[]>,
  { announce, given, keyAt }: SpacesStoreOptions,
): SpacesStore {
  const turns = createTurns()
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

  async function move(id: string, to: string, also: readonly string[]): Promise<void> {
    const known = list().find((space) => space.id === id)
    if (!known || known.hosted) return
    const url = address(to)
    const before = [...also, known.url, ...(known.addresses ?? [])]
    const addresses = known.fingerprint ? otherAddresses(url, before) : []
    const isSame = known.url === url && sameList(addresses, known.addresses ?? [])
    if (isSame) return
    await Promise.all([
      ...makeWay(url, known),
      change(id, { url, ...(addresses.length > 0 && { addresses }) }),
    ])
  }

  /** Whoever else has this address goes to another one of theirs, or to that which is left for it. */
  function makeWay(
    url: string,
    { id, url: left }: Pick<KnownSpace, 'id' | 'url'>,
  ): Promise<void>[] {
    const others = list().filter((space) => space.id !== id)
    const taken = new Set(others.map((space) => address(space.url)))
    return others
      .filter((other) => !other.hosted && other.fingerprint && address(other.url) === url)
      .map(({ addresses = [], id: other }) => {
        const to = addresses.find((one) => !taken.has(one)) ?? left
        return change(other, { url: to, addresses: otherAddresses(to, [...addresses, url]) })
      })
  }

  /** A space is its key: one that is known by it is the same at another address too. */
  function knownAs({ url, fingerprint }: NewSpace): KnownSpace | undefined {
    const here = list().find((space) => address(space.url) === address(url))
    const moved = (space: KnownSpace): boolean => !space.hosted && space.fingerprint === fingerprint
    return here ?? (fingerprint ? list().find(moved) : undefined)
  }

  /** Whether an address is a known space's, though another one is to be had there. */
  async function hasAnother({ fingerprint, name, url }: NewSpace): Promise<boolean> {
    const here = list().find((space) => address(space.url) === address(url))
    if (!here || here.hosted || here === only) return false
    if (!fingerprint || !here.fingerprint || here.fingerprint === fingerprint) return false
    // One of the same name may have got another key: that is for the person to judge.
    return here.name !== name && (await keyAt(url)) === fingerprint
  }

  async function add(wanted: NewSpace): Promise<KnownSpace> {
    const { name, url, fingerprint, addresses = [] } = wanted
    if (await hasAnother(wanted)) await Promise.all(makeWay(address(url), { id: '', url: nowhere }))
    const known = knownAs(wanted)
    if (known) {
      await move(known.id, url, addresses)
      return list().find(({ id }) => id === known.id) ?? known
    }
    const met = fingerprint ? otherAddresses(address(url), addresses) : []
    const space: KnownSpace = {
      ...{ id: randomUUID(), name, url: address(url), hosted: false },
      ...(fingerprint && { fingerprint }),
      ...(met.length > 0 && { addresses: met }),
    }
    await keep([...file.data, space])
    return space
  }

  return {
    list,
    // In turn: to ask who is at an address takes a while.
    add: (space) => turns.take(() => add(space)),
    move: (id, url) => move(id, url, []),
    pin: (id, fingerprint) => change(id, { fingerprint }),
    async rename(id, name) {
      const known = list().find((space) => space.id === id)
      if (known && !known.hosted && known.name !== name) await change(id, { name })
    },
    remove: (id) => keep(file.data.filter((space) => space.id !== id)),
    async setOwn(served) {
      const before = file.data.find(({ hosted }) => hosted)
      const own = ownSpace(served, file.data)
      if (before && isDeepStrictEqual(before, own)) return
      const others = file.data.filter((space) => space !== before && space.id !== own.id)
      await keep([own, ...others])
    },
    releaseOwn: () =>
      keep(
        file.data.map((space) =>
          space.hosted ? { ...space, url: nowhere, hosted: false } : space,
        ),
      ),
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
