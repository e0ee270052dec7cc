import { Refused } from '../../../protocol/index.ts'
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
  const hash = { before: checked.passwordHash, after: passwordHash }
  const ended = await storage.people.changePassword(user, hash, session)
  if (!ended) throw await refusal(ports, { user, session })
  endSessions(ports, ended)
  logger.info({ user }, 'changed the password')
}

/** While this device hashed, another changed the password or signed this one out. */
async function refusal({ storage }: AccountPorts, { user, session }: Caller): Promise<Refused> {
  const sessions = await storage.sessions.of(user)
  if (sessions.some(({ id }) => id === session)) return wrongCredentials()
  return new Refused('unauthorised', 'This device was signed out meanwhile')
}
