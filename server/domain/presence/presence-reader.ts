import type { Presence, UserId } from '../../../protocol/index.ts'

/** Where people are now. */
export interface PresenceReader {
  of(users: readonly UserId[]): Promise<Map<UserId, Presence>>
}
