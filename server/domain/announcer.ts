import type { ConversationId, SessionId, User, UserId } from '../../protocol/index.ts'
import type { ReadMarker } from '../storage/storage.ts'

/**
 * What the domain makes known besides the events of conversations, which are announced from the
 * commits that stored them. Each call returns at once; every node and device concerned hears of it.
 */
export interface Announcer {
  /** Someone registered or changed their profile. */
  profileChanged(user: User, revision: number): void
  /** These devices were signed out: their connections must be closed. */
  sessionsEnded(sessions: readonly SessionId[]): void
  /** Somebody who waited was let in: their connections have to come anew. */
  admitted(user: UserId): void
  /** A read marker moved: for the person's other devices, and the other person of a direct conversation. */
  readMoved(conversation: ConversationId, user: UserId, marker: ReadMarker): void
}
