import { foldName, type SessionId, type SignedIn, type UserId } from '../../../protocol/index.ts'
import type { AccountPorts } from './account-ports.ts'
import type { SignInRequest } from './accounts.ts'
import { beginSession } from './begin-session.ts'
import { checkPassword, wrongCredentials } from './check-password.ts'

export async function signIn(ports: AccountPorts, request: SignInRequest): Promise<SignedIn> {
  const { storage, logger } = ports
  const foldedName = foldName(request.name)
  const credentials = await checkPassword(ports, {
    key: foldedName,
    address: request.address,
    password: request.password,
    find: () => storage.people.credentials(foldedName),
  })
  const waiting = await storage.admission.waitingPerson(credentials.user)
  const user = waiting?.user ?? (await storage.people.byIds([credentials.user]))[0]
  if (!user) throw wrongCredentials()
  const signedIn = await beginSession(ports, user, request.device, waiting !== null)
  await assertPasswordStands(ports, user.id, credentials.passwordHash, signedIn.session.id)
  logger.info({ user: user.id, session: signedIn.session.id }, 'signed in')
  return signedIn
}

/** A password that was changed while this device signed in with the old one signs it out again. */
async function assertPasswordStands(
  { storage }: AccountPorts,
  user: UserId,
  passwordHash: string,
  session: SessionId,
): Promise<void> {
  const now = await storage.people.credentialsOf(user)
  if (now?.passwordHash === passwordHash) return
  await storage.sessions.delete(user, session)
  throw wrongCredentials()
}
