import { foldName, normaliseName, type SignedIn } from '../../../protocol/index.ts'
import type { AccountPorts } from './account-ports.ts'
import type { RegisterRequest } from './accounts.ts'
import { beginSession } from './begin-session.ts'

export async function register(ports: AccountPorts, request: RegisterRequest): Promise<SignedIn> {
  const { storage, announcer, door, registrations, logger } = ports
  const entry = await door.entry(request)
  registrations.take(request.address)
  const name = normaliseName(request.name)
  const foldedName = foldName(name)
  // Asked before the hashing, which is dear; `register` decides where two ask at once.
  if (await storage.people.credentials(foldedName)) throw door.refusal('name_taken')
  const person = {
    id: ports.ids.id(),
    name,
    foldedName,
    displayName: name,
    passwordHash: await ports.passwords.hash(request.password, {
      address: request.address,
      name: foldedName,
    }),
    createdAt: ports.clock.now(),
  }
  const registered = await storage.admission.register(person, entry)
  if (registered.refused !== undefined) throw door.refusal(registered.refused)
  const { user, waiting } = registered
  if (!registered.waiting) announcer.profileChanged(user, registered.revision)
  logger.info({ user: user.id, waiting, invite: entry.invite }, 'registered')
  const { passwordHash } = person
  return beginSession(ports, user, { device: request.device, passwordHash, waiting })
}
