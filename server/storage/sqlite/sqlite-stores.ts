import type { AdmissionStore, ConversationStore, PeopleStore, SessionStore } from '../storage.ts'
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
    setPassword: (user, passwordHash) => writer.call('setPassword', user, passwordHash),
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

export function sqliteAdmission(reader: Reader, writer: SqliteWriterCaller): AdmissionStore {
  return {
    policy: () => reader.call('policy'),
    setPolicy: (policy) => writer.call('setPolicy', policy),
    register: (person, entry) => writer.call('register', person, entry),
    createInvite: (invite, keep) => writer.call('createInvite', invite, keep),
    invites: () => reader.call('invites'),
    inviteBySecret: (secretHash) => reader.call('inviteBySecret', secretHash),
    async codes(at) {
      const codes = await reader.call('codes', at)
      return codes.map((code) => ({ ...code, key: Uint8Array.from(code.key) }))
    },
    revokeInvite: (id, at) => writer.call('revokeInvite', id, at),
    waiting: (limit) => reader.call('waiting', limit),
    waitingPerson: (user) => reader.call('waitingPerson', user),
    approve: (user) => writer.call('approve', user),
    refuse: (user) => writer.call('refuse', user),
    isAdministrator: (user) => reader.call('isAdministrator', user),
    administrators: () => reader.call('administrators'),
    setAdministrator: (user, on) => writer.call('setAdministrator', user, on),
    ensureAdministrator: () => writer.call('ensureAdministrator'),
    remove: (user) => writer.call('removePerson', user),
  }
}
