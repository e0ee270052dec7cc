import { askSpace } from '../../../discovery/index.ts'
import type { Fingerprint } from '../../../protocol/fingerprint.ts'
import type { ProbedSpace } from '../../../shared/ipc/schemas.ts'
import { typedAddresses } from './typed-addresses.ts'

const PATIENCE = 4_000

/** The key that a space shows at an address; null where none answers, or an authority vouches for it. */
export function keyAt(url: string, patience = PATIENCE): Promise<Fingerprint | null> {
  return askSpace(url, patience).then(
    ({ fingerprint, name }) => (name === null ? null : fingerprint),
    () => null,
  )
}

/**
 * Asks at an address that a person typed what is there. Nothing but the question is sent, whoever
 * answers: whether the key that was seen is the right one is for the person to say.
 */
export async function probeSpace(typed: string, patience = PATIENCE): Promise<ProbedSpace> {
  const origins = typedAddresses(typed)
  if (origins.length === 0) return { status: 'not-an-address' }
  let somethingAnswered = false
  for (const url of origins) {
    const answer = await askSpace(url, patience).catch(() => null)
    if (!answer) continue
    const { fingerprint, name } = answer
    if (name !== null) return { status: 'found', name, url, fingerprint }
    somethingAnswered = true
  }
  return { status: somethingAnswered ? 'not-parley' : 'unreachable' }
}
