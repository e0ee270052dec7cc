import type { PresenceState, UserId } from '../../../protocol/index.ts'
import type { PresenceReader } from './presence-reader.ts'

export type Activity = Exclude<PresenceState, 'offline'>

/** Where this node's connections are reported, one call per connection and change. */
export interface PresenceDesk extends PresenceReader {
  arrived(user: UserId): void
  moved(user: UserId, from: Activity, to: Activity): void
  left(user: UserId, last: Activity): void
}
