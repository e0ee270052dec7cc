import type { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'

const LOOKED_AT = 100
/** Whatever is done alone here takes a minute or two. */
const PATIENCE = 20 * 60_000

/**
 * Waits until no other process has the lock, and takes it; answers what gives it back. It is the
 * operating system's, on a file of SQLite: whoever has it loses it with the end of its process.
 * @throws where another process has it for too long
 */
export async function haveAlone(
  lock: string,
  { patience = PATIENCE, say = console.log as (line: string) => void } = {},
): Promise<() => void> {
  const until = performance.now() + patience
  for (let said = false; ; said = true) {
    const db = open(lock)
    if (take(db)) return () => db.close()
    const holder = holderOf(db)
    db.close()
    if (performance.now() > until) throw new Error(`${lock} is still held by ${holder}: end it`)
    if (!said) say(`Waiting for ${holder}, which has ${lock}`)
    await wait(LOOKED_AT)
  }
}

/** Without its warning, which is known, and no news to whoever builds. */
function open(file: string): DatabaseSync {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return new (process.getBuiltinModule('node:sqlite').DatabaseSync)(file)
  } finally {
    process.emitWarning = emitWarning
  }
}

function take(db: DatabaseSync): boolean {
  try {
    db.exec('CREATE TABLE IF NOT EXISTS holder (id INTEGER PRIMARY KEY, process INT)')
    db.prepare('INSERT OR REPLACE INTO holder VALUES (1, ?)').run(process.pid)
    db.exec('BEGIN IMMEDIATE')
    return true
  } catch (error) {
    if (isBusy(error)) return false
    db.close()
    throw error
  }
}

function holderOf(db: DatabaseSync): string {
  try {
    const row = db.prepare('SELECT process FROM holder').get()
    return `process ${String(row?.['process'] ?? 'unknown')}`
  } catch {
    return 'another process'
  }
}

const BUSY = 5

function isBusy(error: unknown): boolean {
  return ((error as { errcode?: number }).errcode ?? 0) % 256 === BUSY
}
