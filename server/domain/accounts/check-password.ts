import { Refused, limits } from '../../../protocol/index.ts'
import type { Credentials } from '../../storage/storage.ts'
import type { AccountPorts } from './account-ports.ts'

export type PasswordCheck = {
  /** What guesses are counted by, besides the address: a folded name, known or not. */
  key: string
  address: string
  password: string
  find: () => Promise<Credentials | null>
}

/**
 * Answers the credentials that the password belongs to. An unknown person and a wrong password cost the
 * same, are counted the same and are answered the same.
 * @throws Refused `wrong_credentials`, `rate_limited`, `unavailable`
 */
export async function checkPassword(
  ports: AccountPorts,
  { key, address, password, find }: PasswordCheck,
): Promise<Credentials> {
  const { passwords, logger } = ports
  const name = key.slice(0, limits.nameLength)
  const attempt = beginAttempt(ports, name, address)
  let credentials: Credentials | null = null
  let matches = false
  try {
    credentials = await find()
    const hash = credentials?.passwordHash ?? null
    matches = await passwords.matches(password, hash, { address, name })
  } catch (error) {
    // Nobody was told anything: not an attempt.
    attempt.takeBack()
    throw error
  }
  if (credentials && matches) {
    attempt.succeeded()
    return credentials
  }
  logger.warn({ address }, 'wrong name or password')
  throw wrongCredentials()
}

function beginAttempt(
  { wrongByName, wrongByAddress }: AccountPorts,
  key: string,
  address: string,
): { takeBack: () => void; succeeded: () => void } {
  wrongByName.assertFree(key)
  wrongByAddress.assertFree(address)
  const byName = wrongByName.began(key)
  const byAddress = wrongByAddress.began(address)
  const takeBack = (options?: { forget: boolean }) => {
    byName.takeBack(options)
    byAddress.takeBack()
  }
  return { takeBack: () => takeBack(), succeeded: () => takeBack({ forget: true }) }
}

export function wrongCredentials(): Refused {
  return new Refused('wrong_credentials', 'The name or the password is wrong')
}
