import type { ConversationStore, PeopleStore, SessionStore } from '../storage.ts'
import type { SqliteCaller } from './sqlite-caller.ts'
import type { ReaderCalls } from './sqlite-reader.ts'
import type { SqliteWriterCaller } from './sqlite-writer-caller.ts'

type Reader = SqliteCaller<ReaderCalls>

/** The parts of the port that are one call of a thread each. */
export function sqliteConversations(reader: Reader): ConversationStore {
  return {
    group: (id) => reader.call('group', id),
    membership: (id, user) => reader.call('membership', id, user),
    members: (id, options) => reader.call('members', id, options),
    seenBy: (id, user) => reader.call('seenBy', id, user),
    visibleGroups: (user, options) => reader.call('visibleGroups', user, options),
  }
}

export function sqlitePeople(reader: Reader, writer: SqliteWriterCaller): PeopleStore {
  return {
    create: (person) => writer.call('createPerson', person),
    credentials: (foldedName) => reader.call('credentials', foldedName),
    credentialsOf: (user) => reader.call('credentialsOf', user),
    changePassword: (user, hash, keep) => writer.call('changePassword', user, hash, keep),
    byIds: (ids) => reader.call('byIds', ids),
    directory: (options) => reader.call('directory', options),
    update: (user, change) => writer.call('updatePerson', user, change),
    changedSince: (revision, limit) => reader.call('changedSince', revision, limit),
    setSeen: (seen) => writer.call('setSeen', seen),
    lastSeen: async (ids) => new Map(await reader.call('lastSeen', ids)),
    picture: (key) => reader.call('picture', key),
  }
}

export function sqliteSessions(reader: Reader, writer: SqliteWriterCaller): SessionStore {
  return {
    create: (session, keep) => writer.call('createSession', session, keep),
    byTokenHash: (hash) => reader.call('sessionByTokenHash', hash),
    of: (user) => reader.call('sessionsOf', user),
    delete: (user, session) => writer.call('deleteSession', user, session),
    touch: (seen) => writer.call('touchSessions', seen),
  }
}
