import type {
  ConversationId,
  Event,
  Positions,
  Resumed,
  SearchHit,
  Seq,
  UserId,
} from '../../../protocol/index.ts'
import type {
  Appended,
  Committed,
  EventLog,
  Page,
  PageRange,
  ReadMarker,
  SearchOptions,
  Write,
} from '../storage.ts'
import { storableWrite } from '../stored-event.ts'
import type { SqliteCaller } from './sqlite-caller.ts'
import type { CommitListeners } from './sqlite-commit-listeners.ts'
import type { KeeperCalls } from './sqlite-keeper.ts'
import type { ReaderCalls } from './sqlite-reader.ts'
import type { SqliteWriterCaller } from './sqlite-writer-caller.ts'

export class SqliteLog implements EventLog {
  readonly #writer: SqliteWriterCaller
  readonly #reader: SqliteCaller<ReaderCalls>
  readonly #keeper: SqliteCaller<KeeperCalls>
  readonly #listeners: CommitListeners

  constructor(
    writer: SqliteWriterCaller,
    reader: SqliteCaller<ReaderCalls>,
    keeper: SqliteCaller<KeeperCalls>,
    listeners: CommitListeners,
  ) {
    this.#writer = writer
    this.#reader = reader
    this.#keeper = keeper
    this.#listeners = listeners
  }

  append(write: Write): Promise<Appended> {
    try {
      return this.#writer.append(storableWrite(write))
    } catch (error) {
      return Promise.reject(error as Error)
    }
  }

  onCommitted(listener: (committed: readonly Committed[]) => void): () => void {
    return this.#listeners.add(listener)
  }

  page(conversation: ConversationId, range: PageRange): Promise<{ events: Event[]; head: Seq }> {
    return this.#reader.call('page', conversation, range)
  }

  event(conversation: ConversationId, seq: Seq): Promise<Event | null> {
    return this.#reader.call('event', conversation, seq)
  }

  resume(
    user: UserId,
    positions: Positions,
    { only = false }: { only?: boolean } = {},
  ): Promise<Resumed[]> {
    return this.#reader.call('resume', user, positions, only)
  }

  markRead(user: UserId, conversation: ConversationId, seq: Seq): Promise<ReadMarker | null> {
    return this.#writer.call('markRead', user, conversation, seq)
  }

  search(user: UserId, query: string, options: SearchOptions): Promise<Page<SearchHit>> {
    return this.#keeper.call('search', user, query, options)
  }
}
