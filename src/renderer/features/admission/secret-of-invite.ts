import type { Admission } from '../../../../client/space-client.ts'
import { NoInvite } from './no-invite.ts'
import { readInvite } from './read-invite.ts'

/**
 * What to register with, for an invite as it was typed or pasted.
 * @param fingerprint of the certificate that this device really sees; empty where it cannot tell
 * @throws NoInvite where it is none; else what the space refuses
 */
export async function secretOfInvite(
  typed: string,
  admission: Pick<Admission, 'inviteOfWords'>,
  fingerprint: string,
): Promise<string> {
  const read = await readInvite(typed)
  switch (read.kind) {
    case 'secret':
      return read.secret
    case 'words':
      return admission.inviteOfWords(read.words, fingerprint)
    case 'unknown-words':
      throw new NoInvite(read.unknown)
    case 'none':
      throw new NoInvite()
  }
}
