import type { DatabaseSync } from 'node:sqlite'
import type {
  ConversationId,
  InviteId,
  Registration,
  Seq,
  SessionId,
  Timestamp,
  UserId,
} from '../../../protocol/index.ts'
import type { Entry, NewInvite, NewPerson, NewSession, ProfileChange, Write } from '../storage.ts'
import { SqliteAdmissionWriter } from './sqlite-admission-writer.ts'
import type { SqliteAppend } from './sqlite-append.ts'
import { SqlitePeopleWriter } from './sqlite-people-writer.ts'
import { SqliteSessionsWriter } from './sqlite-sessions-writer.ts'
import { prepare } from './sqlite-statement.ts'

export type WriterCalls = ReturnType<typeof writerCalls>

/** What the writer does besides plain messages, each within the transaction of its batch. */
export function writerCalls(db: DatabaseSync, log: SqliteAppend) {
  const people = new SqlitePeopleWriter(db)
  const sessions = new SqliteSessionsWriter(db)
  const admission = new SqliteAdmissionWriter(db, people, sessions)
  const probe = prepare(db, 'INSERT INTO picture (key, type, bytes) VALUES (?, ?, ?)')
  const unprobe = prepare(db, 'DELETE FROM picture WHERE key = ?')
  return {
    append: (write: Write) => log.write(write),
    markRead: (user: UserId, conversation: ConversationId, seq: Seq) =>
      log.markRead(user, conversation, seq),
    createPerson: (person: NewPerson) => admission.create(person),
    changePassword: (user: UserId, hash: { before: string; after: string }, keep: SessionId) =>
      sessions.has(user, keep) && people.setPassword(user, hash)
        ? sessions.deleteOthers(user, keep)
        : null,
    setPassword: (user: UserId, passwordHash: string) =>
      people.replacePassword(user, passwordHash) ? sessions.deleteAll(user) : null,
    updatePerson: (user: UserId, change: ProfileChange) => people.update(user, change),
    setSeen: (seen: ReadonlyMap<UserId, Timestamp>) => people.setSeen(seen),
    createSession: (session: NewSession, keep: number) => sessions.create(session, keep),
    deleteSession: (user: UserId, session: SessionId) => sessions.delete(user, session),
    touchSessions: (seen: ReadonlyMap<SessionId, Timestamp>) => sessions.touch(seen),
    setPolicy: (policy: Registration) => admission.setPolicy(policy),
    register: (person: NewPerson, entry: Entry) => admission.register(person, entry),
    createInvite: (invite: NewInvite, keep: number) => admission.createInvite(invite, keep),
    revokeInvite: (id: InviteId, at: Timestamp) => admission.revokeInvite(id, at),
    approve: (user: UserId) => admission.approve(user),
    refuse: (user: UserId) => admission.refuse(user),
    removePerson: (user: UserId) => admission.remove(user),
    setAdministrator: (user: UserId, on: boolean) => people.setAdministrator(user, on),
    ensureAdministrator: () => people.ensureAdministrator(),
    /** Takes new room and gives it back, durably: fails where a write would. */
    probe: () => {
      probe.run(PROBE, '', new Uint8Array(PROBE_BYTES))
      unprobe.run(PROBE)
    },
  }
}

/** No picture's key: those are 43 characters long. */
const PROBE = 'probe'
const PROBE_BYTES = 16 * 1024
