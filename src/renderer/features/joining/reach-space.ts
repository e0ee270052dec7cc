import { parseInviteLink } from '../../../../protocol/invite-link.ts'
import type { FoundSpace } from '../../../../shared/ipc/schemas.ts'
import type { NewSpace, SpaceSeeker } from './space-seeker.ts'

/** What came of going to a space. */
export type Reached =
  | {
      kind: 'space'
      space: NewSpace
      /** How its key is known: told beforehand, vouched for by an authority, seen just now, or there is none. */
      key: 'told' | 'vouched' | 'seen' | 'none'
      /** What the invite's link holds, for the view that registers. */
      invite?: string
    }
  | {
      kind: 'problem'
      problem: 'unreachable' | 'otherKey' | 'notParley' | 'notAnAddress' | 'linkLocal'
    }

/** So many addresses of a space are remembered. */
const MOST = 8

type Probe = SpaceSeeker['probe']
type Place = { origins: readonly string[]; fingerprint: string | null; invite?: string }

/** Goes to a space that announced itself: whoever answers has to have the key that was announced. */
export function reachFound({ addresses, fingerprint }: FoundSpace, probe: Probe): Promise<Reached> {
  return reach({ origins: addresses.map((one) => `https://${one}`), fingerprint }, probe)
}

/** An IPv6 address that means something on one network card alone: a window connects to none of them. */
const isLinkLocal = (origin: string): boolean =>
  /\[fe[89ab][^\]]*\]|^fe[89ab][\da-f]?:/i.test(origin)

/** Goes where a person says: to an address, or along an invite's link. */
export function reachTyped(typed: string, probe: Probe): Promise<Reached> {
  const link = parseInviteLink(typed)
  if (!link) return reach({ origins: [typed.trim()], fingerprint: null }, probe)
  const { addresses, fingerprint, scheme } = link
  const origins = addresses.map((one) => `${scheme}://${one}`)
  const [, invite] = typed.trim().split('?')
  return reach({ origins, fingerprint, ...(link.secret !== null && { invite: invite! }) }, probe)
}

/** Tries one address after the other; what went wrong at the last one that answered is told. */
async function reach({ origins, fingerprint, invite }: Place, probe: Probe): Promise<Reached> {
  const open = origins.filter((origin) => !isLinkLocal(origin))
  if (open.length === 0) return { kind: 'problem', problem: 'linkLocal' }
  let problem: Extract<Reached, { kind: 'problem' }>['problem'] = 'unreachable'
  for (const origin of open) {
    const answer = await probe(origin)
    if (answer.status === 'not-parley') problem = 'notParley'
    if (answer.status === 'not-an-address' && open.length === 1) problem = 'notAnAddress'
    if (answer.status !== 'found') continue
    if (fingerprint !== null && answer.fingerprint !== fingerprint) {
      problem = 'otherKey'
      continue
    }
    const { name, url } = answer
    const { fingerprint: seen } = answer
    // Where it may be looked for later: all that was said of it, as long as it shows its key there.
    const others = open.filter((one) => one !== url && one.startsWith('https:')).slice(0, MOST)
    const addresses = seen !== null && others.length > 0 ? { addresses: others } : {}
    const space = { name, url, ...(seen && { fingerprint: seen }), ...addresses }
    const key = keyOf(answer, fingerprint !== null)
    return { kind: 'space', space, key, ...(invite !== undefined && { invite }) }
  }
  return { kind: 'problem', problem }
}

function keyOf({ fingerprint, url }: { fingerprint: string | null; url: string }, isTold: boolean) {
  if (isTold) return 'told'
  if (fingerprint !== null) return 'seen'
  return url.startsWith('https:') ? 'vouched' : 'none'
}
