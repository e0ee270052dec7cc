import type { Caller } from '../caller.ts'
import type { AccountPorts } from './account-ports.ts'
import type { PasswordChange } from './accounts.ts'
import { checkPassword, wrongCredentials } from './check-password.ts'
import { endSessions } from './end-sessions.ts'

export async function changePassword(
  ports: AccountPorts,
  { user, session }: Caller,
  { current, next, address }: PasswordChange,
): Promise<void> {
  const { storage, passwords, logger } = ports
  const find = () => storage.people.credentialsOf(user)
  const key = `id ${user}`
  const checked = await checkPassword(ports, { key, address, password: current, find })
  const passwordHash = await passwords.hash(next, { address, name: key })
  // Another device may have changed it while this one hashed.
  if ((await find())?.passwordHash !== checked.passwordHash) throw wrongCredentials()
  await storage.people.setPassword(user, passwordHash)
  endSessions(ports, await storage.sessions.deleteOthers(user, session))
  logger.info({ user }, 'changed the password')
}
