import { limits, type Fingerprint, type Registration } from '../../protocol/index.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How often something may happen: `burst` times at once, then `perSecond`. Null: as often as one likes. */
export type Rate = { burst: number; perSecond: number } | null

/** After `free` failures each further one doubles the wait; `forgive` milliseconds undo one failure. */
export type Backoff = { free: number; first: number; longest: number; forgive: number }

/** What an operator may set; `defaultSettings` says what is usual. Times are in milliseconds. */
export type DomainSettings = {
  space: {
    name: string
    version: string
    /** Who may register where nobody chose. */
    registration: Registration
    fingerprint: Fingerprint | null
  }
  /** Where the first person, who administers the space, has to come in. */
  firstPerson: 'anywhere' | 'local'
  sessions: {
    /** A device unseen for so long is signed out. */
    idle: number
    /** How often it is noted that a device was seen. */
    noteSeen: number
    /** How often this is noted of the devices that are connected. */
    noteConnected: number
    perUser: number
  }
  /** Messages, edits, deletions, reactions and group changes, per person. */
  writes: Rate
  /** Searches, per person. */
  searches: Rate
  /** Registrations from one address: a whole class may sit behind one. */
  registrations: Rate
  /** Wrong passwords for one name, and from one address. */
  wrongByName: Backoff
  wrongByAddress: Backoff
  /** Wrong invites and words from one address. */
  wrongInvites: Backoff
  /** Beginnings of a proof in words, from one address. */
  codeQuestions: Rate
}

export const defaultSettings: Omit<DomainSettings, 'space'> = {
  firstPerson: 'anywhere',
  sessions: {
    idle: 90 * DAY,
    noteSeen: 5 * MINUTE,
    noteConnected: HOUR,
    perUser: limits.sessionsPerUser,
  },
  writes: { burst: 120, perSecond: 30 },
  searches: { burst: 60, perSecond: 20 },
  registrations: { burst: 120, perSecond: 0.2 },
  wrongByName: { free: 5, first: SECOND, longest: MINUTE, forgive: MINUTE },
  wrongByAddress: { free: 200, first: SECOND, longest: MINUTE, forgive: 10 * SECOND },
  wrongInvites: { free: 20, first: SECOND, longest: MINUTE, forgive: 10 * SECOND },
  codeQuestions: { burst: 60, perSecond: 1 },
}
