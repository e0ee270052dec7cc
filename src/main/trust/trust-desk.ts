import type { Fingerprint } from '../../../protocol/fingerprint.ts'
import type { KnownSpace, SpaceTrust } from '../../../shared/ipc/schemas.ts'
import { bareHost, hostOf } from './host-of.ts'

export interface TrustDesk {
  /**
   * What the known spaces of a machine say of a certificate seen there, whatever the port: each of them
   * is pinned to it, some are pinned to something else, or none is pinned.
   */
  onMachine(hostname: string, seen: Fingerprint): 'pinned' | 'other' | 'unpinned'
  /**
   * Whether the certificate that was seen at an address is that of the space there. Where it is not,
   * the space is in trouble from then on. Of several at one address each must have it: an address does not
   * tell which of them is about to be spoken for. @param vouched whether the system trusts it
   */
  admits(url: string, seen: Fingerprint, vouched: boolean): boolean
  /** A space answered at this address, so its certificate was admitted: what was wrong is over. */
  answered(url: string): void
  troubles(): SpaceTrust[]
  /** The person compared it, and trusts it from now on: only what was really seen. */
  accept(space: string, seen: Fingerprint): Promise<void>
}

export interface TrustDeskOptions {
  spaces(): readonly KnownSpace[]
  pin(space: string, fingerprint: Fingerprint): Promise<void>
  /** Hears of all troubles after each change. */
  announce(troubles: SpaceTrust[]): void
}

/** Compares what spaces show with the key that each was joined by. */
export function createTrustDesk({ spaces, pin, announce }: TrustDeskOptions): TrustDesk {
  /** By space: what it showed, and where. */
  const seenInstead = new Map<string, { seen: Fingerprint; url: string }>()

  const secured = (): KnownSpace[] => spaces().filter(({ url }) => hostOf(url).isSecure)

  function spacesAt(url: string): KnownSpace[] {
    const { host, isSecure, port } = hostOf(url)
    if (!isSecure) return []
    return secured().filter((space) => {
      const its = hostOf(space.url)
      return its.host === host && its.port === port
    })
  }

  /** A space that is elsewhere now, or known no more, is in no trouble; nor when it is back. */
  function forgetMoved(): void {
    for (const [id, { url }] of seenInstead) {
      if (!secured().some((space) => space.id === id && space.url === url)) seenInstead.delete(id)
    }
  }

  function troubles(): SpaceTrust[] {
    forgetMoved()
    return secured().flatMap(({ fingerprint = null, id }) => {
      const seen = seenInstead.get(id)?.seen
      return seen && seen !== fingerprint ? [{ space: id, pinned: fingerprint, seen }] : []
    })
  }

  function note({ id, url }: KnownSpace, seen: Fingerprint | null): void {
    const before = seenInstead.get(id)
    if (seen ? before?.seen === seen && before.url === url : !before) return
    if (seen) seenInstead.set(id, { seen, url })
    else seenInstead.delete(id)
    announce(troubles())
  }

  return {
    troubles,
    onMachine(hostname, seen) {
      const there = secured().filter(({ url }) => hostOf(url).host === bareHost(hostname))
      if (there.every(({ fingerprint }) => fingerprint === undefined)) return 'unpinned'
      return there.every(({ fingerprint }) => fingerprint === seen) ? 'pinned' : 'other'
    },
    admits(url, seen, vouched) {
      const there = spacesAt(url)
      if (there.length === 0) return vouched
      const isItsOwn = ({ fingerprint }: KnownSpace): boolean =>
        fingerprint === undefined ? vouched : fingerprint === seen
      for (const space of there) note(space, isItsOwn(space) ? null : seen)
      return there.every(isItsOwn)
    },
    answered(url) {
      for (const space of spacesAt(url)) note(space, null)
    },
    async accept(space, seen) {
      if (!troubles().some((one) => one.space === space && one.seen === seen))
        throw new TypeError('This space showed another key')
      await pin(space, seen)
      seenInstead.delete(space)
      announce(troubles())
    },
  }
}
