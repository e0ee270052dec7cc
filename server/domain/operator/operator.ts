import type { Timestamp, User } from '../../../protocol/index.ts'

/** What is done from the command line of the server's own machine, by people's names. */
export interface Operator {
  /** Everybody, those who wait to be let in last. */
  people(): Promise<KnownPerson[]>
  /** Gives somebody a new password, which it answers; all their devices are signed out. @throws Refused `not_found` */
  resetPassword(name: string): Promise<string>
  /** @throws Refused `not_found` */
  makeAdministrator(name: string): Promise<User>
  /** @throws Refused `not_found` where nobody of this name waits */
  approve(name: string): Promise<User>
  /**
   * Signs somebody out for good: they leave their groups and the directory; what they wrote stays. One who
   * waits is refused. Where it was interrupted, doing it again finishes it.
   * @throws Refused `not_found`; `unavailable` where a group could not be left; `conflict` for the last one who administers the space
   */
  remove(name: string): Promise<void>
}

export type KnownPerson = {
  name: string
  displayName: string
  standing: 'administrator' | 'person' | 'waiting'
  createdAt: Timestamp
  seenAt: Timestamp | null
}
