import { DatabaseSync } from 'node:sqlite'
import type { MessagePort } from 'node:worker_threads'
import type { ConversationId, Positions, Seq, Timestamp, UserId } from '../../../protocol/index.ts'
import type { ListOptions, PageRange } from '../storage.ts'
import { SqliteAdmissionReader } from './sqlite-admission-reader.ts'
import type { Calls } from './sqlite-caller.ts'
import { SqliteConversationReader } from './sqlite-conversation-reader.ts'
import { SqliteIdentities } from './sqlite-identities.ts'
import { SqliteListReader } from './sqlite-list-reader.ts'
import { SqliteLogReader } from './sqlite-log-reader.ts'
import { SqlitePeopleReader } from './sqlite-people-reader.ts'
import { REMOVED } from './sqlite-person-row.ts'
import { serveCalls } from './sqlite-serve.ts'
import { prepare } from './sqlite-statement.ts'
import type { ThreadData } from './sqlite-thread-link.ts'

export type ReaderCalls = ReturnType<typeof readerCalls>

/** Reads for everybody, beside the writer, each call from one snapshot. */
export function runReader(port: MessagePort, { files }: ThreadData): void {
  const db = new DatabaseSync(files.database, { readOnly: true, timeout: 5_000 })
  db.exec('PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY')
  serveCalls(port, inSnapshots(db, readerCalls(db)), files.database, () => db.close())
  port.postMessage({ ready: null })
}

function readerCalls(db: DatabaseSync) {
  const identities = new SqliteIdentities(db)
  const conversations = new SqliteConversationReader(db, identities)
  const log = new SqliteLogReader(db, conversations, identities)
  const lists = new SqliteListReader(db, conversations, identities)
  const people = new SqlitePeopleReader(db)
  const admission = new SqliteAdmissionReader(db)
  const newest = prepare<{ id: number | null }>(db, 'SELECT max(id) AS id FROM event')
  const users = prepare<{ count: number }>(
    db,
    `SELECT count(*) AS count FROM person WHERE standing <> ${REMOVED}`,
  )
  return {
    page: (conversation: ConversationId, range: PageRange) => log.page(conversation, range),
    event: (conversation: ConversationId, seq: Seq) => log.event(conversation, seq),
    resume: (user: UserId, positions: Positions, only: boolean) =>
      log.resume(user, positions, only),
    group: (id: ConversationId) => conversations.group(id),
    membership: (id: ConversationId, user: UserId) => conversations.membership(id, user),
    seenBy: (id: ConversationId, user: UserId) => conversations.seenBy(id, user),
    members: (id: ConversationId, options: ListOptions) => lists.members(id, options),
    visibleGroups: (user: UserId, options: ListOptions & { archived: boolean }) =>
      lists.visibleGroups(user, options),
    directory: (options: ListOptions) => lists.directory(options),
    credentials: (foldedName: string) => people.credentials(foldedName),
    credentialsOf: (user: UserId) => people.credentialsOf(user),
    byIds: (ids: readonly UserId[]) => people.byIds(ids),
    changedSince: (revision: number, limit: number) => people.changedSince(revision, limit),
    lastSeen: (ids: readonly UserId[]) => people.lastSeen(ids),
    picture: (key: string) => people.picture(key),
    sessionByTokenHash: (hash: string) => people.sessionByTokenHash(hash),
    sessionsOf: (user: UserId) => people.sessionsOf(user),
    policy: () => admission.policy(),
    invites: () => admission.invites(),
    inviteBySecret: (hash: string) => admission.inviteBySecret(hash),
    codes: (at: Timestamp) => admission.codes(at).map((code) => ({ ...code, key: [...code.key] })),
    waiting: (limit: number) => admission.waiting(limit),
    waitingPerson: (user: UserId) => admission.waitingPerson(user),
    isAdministrator: (user: UserId) => admission.isAdministrator(user),
    administrators: () => admission.administrators(),
    counts: () => ({ events: newest.get()!.id ?? 0, users: users.get()!.count }),
  }
}

/** The same calls, each within a read transaction. */
function inSnapshots<C extends Calls>(db: DatabaseSync, calls: C): C {
  const begin = prepare(db, 'BEGIN')
  const commit = prepare(db, 'COMMIT')
  const wrapped = Object.entries(calls).map(([name, call]) => [
    name,
    (...args: never[]) => {
      begin.run()
      try {
        return call(...args)
      } finally {
        commit.run()
      }
    },
  ])
  return Object.fromEntries(wrapped) as C
}
