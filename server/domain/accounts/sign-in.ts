import { foldName, type SignedIn } from '../../../protocol/index.ts'
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
  const { passwordHash } = credentials
  const { device } = request
  const signedIn = await beginSession(ports, user, {
    device,
    passwordHash,
    waiting: waiting !== null,
  })
  logger.info({ user: user.id, session: signedIn.session.id }, 'signed in')
  return signedIn
}
