import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { steppingAside } from '../../threads/background.ts'
import { searchWords } from '../search-words.ts'
import { MESSAGE } from './sqlite-event-row.ts'
import { makePrivateFile } from '../files/private-file.ts'
import { prepare, type Statement } from './sqlite-statement.ts'

/** Version of what the index holds; another one is made anew. */
const FORMAT = 1
/** Events in one transaction of the index, whose end can let nobody else run: 0.6 ms. */
const CHUNK = 200
/** Marks the word that stands for a message's conversation: a letter that no text's word holds. */
const CONVERSATION_MARK = '\ue000'

type SourceRow = {
  id: number
  conversation: number
  kind: number
  ref: number | null
  text: string | null
}
type Progress = { format: number; epoch: string; up_to: number }

export function conversationWord(conversation: number): string {
  return `${CONVERSATION_MARK}${conversation}`
}

/**
 * The words of all messages, in a file of its own: making it costs more than storing the message does,
 * so that it follows the log at its own pace and catches up when somebody searches. It holds no text, is
 * not backed up, and is made anew where it is missing, damaged, or of another space.
 */
export class SqliteSearchIndex {
  readonly db: DatabaseSync
  readonly #source: DatabaseSync
  readonly #epoch: string
  readonly #next: Statement<SourceRow>
  readonly #target: Statement<{ id: number; text: string | null }>
  readonly #progress: Statement<Progress>
  readonly #setProgress: Statement<never>
  readonly #put: Statement<never>
  readonly #drop: Statement<never>
  readonly #stepAside = steppingAside()
  #upTo: number

  /** @param file the index; @param source a connection to the database that it follows */
  constructor(file: string, source: DatabaseSync) {
    this.#source = source
    this.#epoch = prepare<{ epoch: string }>(source, 'SELECT epoch FROM space').get()!.epoch
    this.db = openIndex(file, (db) => this.#follows(db))
    this.#next = prepare(
      source,
      `SELECT id, conversation, kind, ref, text FROM event WHERE id > ? ORDER BY id LIMIT ${CHUNK}`,
    )
    this.#target = prepare(source, 'SELECT id, text FROM event WHERE conversation = ? AND seq = ?')
    this.#progress = prepare(this.db, 'SELECT format, epoch, up_to FROM progress')
    this.#setProgress = prepare(this.db, 'INSERT OR REPLACE INTO progress VALUES (1, ?, ?, ?)')
    this.#put = prepare(this.db, 'INSERT OR REPLACE INTO word (rowid, words) VALUES (?, ?)')
    this.#drop = prepare(this.db, 'DELETE FROM word WHERE rowid = ?')
    this.#upTo = this.#progress.get()?.up_to ?? 0
  }

  /** Whether an index is of this space and not ahead of it, as after a restored copy. */
  #follows(db: DatabaseSync): boolean {
    const row = prepare<Progress>(db, 'SELECT format, epoch, up_to FROM progress').get()
    if (!row) return true
    const newest = prepare<{ id: number | null }>(this.#source, 'SELECT max(id) AS id FROM event')
    return (
      row.format === FORMAT && row.epoch === this.#epoch && row.up_to <= (newest.get()!.id ?? 0)
    )
  }

  /** Takes in the next events; false once there are none. */
  takeIn(): boolean {
    const rows = this.#next.all(this.#upTo)
    const last = rows.at(-1)
    if (!last) return false
    this.db.exec('BEGIN IMMEDIATE')
    try {
      for (const row of rows) {
        this.#takeInOne(row)
        this.#stepAside()
      }
      this.#setProgress.run(FORMAT, this.#epoch, last.id)
      this.db.exec('COMMIT')
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK')
      throw error
    }
    this.#upTo = last.id
    return rows.length === CHUNK
  }

  catchUp(): void {
    while (this.takeIn());
  }

  #takeInOne({ id, conversation, kind, ref, text }: SourceRow): void {
    if (kind === MESSAGE) return this.#set(id, conversation, text)
    if (kind !== EDIT && kind !== DELETE) return
    const target = this.#target.get(conversation, ref)
    if (target) this.#set(target.id, conversation, target.text)
  }

  /** Texts are taken in their present state, so that what is taken in twice is the same. */
  #set(id: number, conversation: number, text: string | null): void {
    if (text === null) this.#drop.run(id)
    else this.#put.run(id, [conversationWord(conversation), ...searchWords(text)].join(' '))
  }
}

const EDIT = 1
const DELETE = 2

function openIndex(file: string, follows: (db: DatabaseSync) => boolean): DatabaseSync {
  try {
    const db = tryIndex(file)
    if (follows(db)) return db
    db.close()
  } catch {
    // Damaged, or of a form that is not known: it is made anew.
  }
  removeIndex(file)
  return tryIndex(file)
}

export function removeIndex(file: string): void {
  for (const part of [file, `${file}-wal`, `${file}-shm`]) rmSync(part, { force: true })
}

function tryIndex(file: string): DatabaseSync {
  makePrivateFile(file)
  const db = new DatabaseSync(file, { timeout: 5_000 })
  try {
    // Words alone, without their places in the text: a third of the size, and half the work.
    db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA cache_size = -32000;
      CREATE TABLE IF NOT EXISTS progress (
        id INTEGER PRIMARY KEY, format INT, epoch TEXT, up_to INT
      );
      CREATE VIRTUAL TABLE IF NOT EXISTS word USING fts5 (
        words, content = '', contentless_delete = 1, detail = none,
        tokenize = 'ascii', prefix = '1 2 3'
      );
      CREATE VIRTUAL TABLE IF NOT EXISTS word_list USING fts5vocab (word, instance);
    `)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
