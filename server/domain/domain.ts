import type { InviteLink, SpaceInfo } from '../../protocol/index.ts'
import type { Storage } from '../storage/storage.ts'
import type { Accounts } from './accounts/accounts.ts'
import type { PasswordHasher } from './accounts/password-hasher.ts'
import type { Admission } from './admission/admission.ts'
import type { Announcer } from './announcer.ts'
import type { Clock } from './clock.ts'
import type { Conversations } from './conversations/conversations.ts'
import type { DomainSettings } from './domain-settings.ts'
import type { Groups } from './groups/groups.ts'
import type { Ids } from './ids.ts'
import type { Logger } from './logger.ts'
import type { Messages } from './messages/messages.ts'
import type { People } from './people/people.ts'
import type { Operator } from './operator/operator.ts'
import type { PresenceReader } from './presence/presence-reader.ts'

/**
 * What the server does, without sockets or HTTP. Methods throw `Refused`; `StorageFull` and
 * `StorageFailed` pass through to whoever answers.
 */
export type Domain = {
  accounts: Accounts
  people: People
  conversations: Conversations
  messages: Messages
  groups: Groups
  /** What every welcome tells. */
  space: () => Pick<SpaceInfo, 'name' | 'epoch'>
  admission: Admission
  operator: Operator
}

/** `hasPage`: the server serves the web client there too. */
export type Whereabouts = Pick<InviteLink, 'scheme' | 'fingerprint' | 'addresses'> & {
  hasPage: boolean
}

export type DomainDeps = {
  storage: Storage
  announcer: Announcer
  presence: PresenceReader
  passwords: PasswordHasher
  clock: Clock
  /** For waits: one that never goes back. Without it they follow the wall clock. */
  steadyClock?: Clock
  ids: Ids
  logger: Logger
  /** Where the space is reached, for invites; without it they have no links. */
  whereabouts?: () => Whereabouts
  settings: DomainSettings
}
