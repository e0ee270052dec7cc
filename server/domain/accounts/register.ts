import { Refused, foldName, normaliseName, type SignedIn } from '../../../protocol/index.ts'
import type { AccountPorts } from './account-ports.ts'
import type { SignInRequest } from './accounts.ts'
import { beginSession } from './begin-session.ts'

export async function register(ports: AccountPorts, request: SignInRequest): Promise<SignedIn> {
  const { storage, announcer, settings, registrations, logger } = ports
  if (settings.space.registration === 'closed') {
    throw new Refused('registration_closed', 'Nobody can register in this space now')
  }
  registrations.take(request.address)
  const name = normaliseName(request.name)
  const foldedName = foldName(name)
  // Asked before the hashing, which is dear; `create` decides where two ask at once.
  if (await storage.people.credentials(foldedName)) throw nameTaken()
  const created = await storage.people.create({
    id: ports.ids.id(),
    name,
    foldedName,
    displayName: name,
    passwordHash: await ports.passwords.hash(request.password, {
      address: request.address,
      name: foldedName,
    }),
    createdAt: ports.clock.now(),
  })
  if (!created) throw nameTaken()
  announcer.profileChanged(created.user, created.revision)
  logger.info({ user: created.user.id }, 'registered')
  return beginSession(ports, created.user, request.device)
}

function nameTaken(): Refused {
  return new Refused('name_taken', 'Somebody has this name already', { field: 'body.name' })
}
