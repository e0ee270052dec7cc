import type { Presence, SessionId, User, UserId } from '../../protocol/index.ts'
import type { PasswordHasher } from '../domain/accounts/password-hasher.ts'
import type { Announcer } from '../domain/announcer.ts'
import type { Caller } from '../domain/caller.ts'
import { createDomain } from '../domain/create-domain.ts'
import { defaultSettings, type DomainSettings } from '../domain/domain-settings.ts'
import type { Domain, Whereabouts } from '../domain/domain.ts'
import { randomIds } from '../security/random-ids.ts'
import { openMemoryStorage } from '../storage/memory/memory-storage.ts'
import type { Storage } from '../storage/storage.ts'

export type Person = Caller & { name: string; token: string; profile: User }

/** A space whose time passes by hand and whose passwords cost nothing. */
export type DomainSpace = {
  domain: Domain
  storage: Storage
  clock: { now: () => number; pass: (milliseconds: number) => void }
  announced: Announced
  presence: Map<UserId, Presence>
  passwords: PlainPasswords
  logged: { fields: Record<string, unknown>; message: string }[]
  /** Registers someone, or signs them in on a further device. */
  person: (name: string, device?: string) => Promise<Person>
  /** An idempotency key that was not used yet. */
  cid: () => string
}

export type Announced = {
  profiles: { user: User; revision: number }[]
  ended: SessionId[]
  admitted: UserId[]
  read: { conversation: string; user: UserId; read: number }[]
}

export const password = 'correct horse'

let given: Storage[] | null = null

/** What spaces of this test are made on, one each, instead of memory. */
export function giveStorages(storages: Storage[] | null): void {
  given = storages
}

function aStorage(): Storage {
  if (!given) return openMemoryStorage()
  const storage = given.shift()
  if (!storage) throw new Error('the test makes more spaces than it was given storages')
  return storage
}

export function domainSpace(
  change: Partial<DomainSettings> = {},
  storage: Storage = aStorage(),
  announcer?: Announcer,
  whereabouts?: () => Whereabouts,
): DomainSpace {
  let time = Date.UTC(2026, 0, 1)
  let keys = 0
  const clock = { now: () => time, pass: (milliseconds: number) => void (time += milliseconds) }
  const announced: Announced = { profiles: [], ended: [], admitted: [], read: [] }
  const presence = new Map<UserId, Presence>()
  const passwords = new PlainPasswords()
  const logged: DomainSpace['logged'] = []
  const log = (fields: Record<string, unknown>, message: string) => logged.push({ fields, message })
  const domain = createDomain({
    storage,
    announcer: announcer ?? recordingAnnouncer(announced),
    presence: { of: async (ids) => new Map([...presence].filter(([id]) => ids.includes(id))) },
    passwords,
    clock,
    steadyClock: clock,
    ids: randomIds,
    logger: { info: log, warn: log },
    ...(whereabouts && { whereabouts }),
    settings: {
      ...defaultSettings,
      space: { name: 'Harbour', version: '0.0.0', registration: 'anyone', fingerprint: null },
      ...change,
    },
  })
  const known = new Set<string>()
  async function person(name: string, device = 'a laptop'): Promise<Person> {
    const request = { name, password, device, address: '10.0.0.1' }
    const signedIn = await (known.has(name)
      ? domain.accounts.signIn(request)
      : domain.accounts.register(request))
    known.add(name)
    const { user, session, token } = signedIn
    return { user: user.id, session: session.id, name, token, profile: user }
  }
  const cid = () => `key-${(keys += 1).toString().padStart(6, '0')}`
  return { domain, storage, clock, announced, presence, passwords, logged, person, cid }
}

function recordingAnnouncer({ profiles, ended, admitted, read }: Announced): Announcer {
  return {
    profileChanged: (user, revision) => profiles.push({ user, revision }),
    sessionsEnded: (sessions) => ended.push(...sessions),
    admitted: (user) => admitted.push(user),
    readMoved: (conversation, user, marker) => read.push({ conversation, user, read: marker.read }),
  }
}

/** Counts what it is asked; `gate` holds answers back until it resolves. */
class PlainPasswords implements PasswordHasher {
  hashed = 0
  compared: (string | null)[] = []
  gate: Promise<void> = Promise.resolve()

  async hash(plain: string): Promise<string> {
    this.hashed += 1
    await this.gate
    return `plain:${plain}`
  }

  async matches(plain: string, hash: string | null): Promise<boolean> {
    this.compared.push(hash)
    await this.gate
    return hash === `plain:${plain}`
  }
}

/** The refusal that this ends with; fails where it succeeds. */
export async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code)
    throw error
  }
  return 'allowed'
}
