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
  const attempt = beginAttempt(ports, key.slice(0, limits.nameLength), address)
  const credentials = await find()
  let matches = false
  try {
    matches = await passwords.matches(password, credentials?.passwordHash ?? null)
  } catch (error) {
    // Nobody was told anything: not an attempt.
    attempt.takeBack(false)
    throw error
  }
  if (credentials && matches) {
    attempt.takeBack(true)
    return credentials
  }
  logger.warn({ address }, 'wrong name or password')
  throw wrongCredentials()
}

function beginAttempt(
  { wrongByName, wrongByAddress }: AccountPorts,
  key: string,
  address: string,
): { takeBack: (succeeded: boolean) => void } {
  wrongByName.assertFree(key)
  wrongByAddress.assertFree(address)
  wrongByName.began(key)
  wrongByAddress.began(address)
  return {
    takeBack(succeeded) {
      wrongByName.succeeded(key, { forget: succeeded })
      wrongByAddress.succeeded(address)
    },
  }
}

export function wrongCredentials(): Refused {
  return new Refused('wrong_credentials', 'The name or the password is wrong')
}
