import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { sqliteFiles } from './sqlite-files.ts'
import { openSpace } from './sqlite-open.ts'
import { SqliteSearchIndex } from './sqlite-search-index.ts'
import { prepare } from './sqlite-statement.ts'

const teardowns: (() => void)[] = []

afterEach(() => {
  vi.restoreAllMocks()
  for (const teardown of teardowns.splice(0).reverse()) teardown()
})

function indexOver(messages: number): SqliteSearchIndex {
  const folder = mkdtempSync(join(tmpdir(), 'parley-index-'))
  teardowns.push(() => rmSync(folder, { recursive: true }))
  const files = sqliteFiles({ folder })
  const { db } = openSpace(files)
  teardowns.push(() => db.close())
  const insert = prepare(
    db,
    'INSERT INTO event (conversation, seq, kind, author, at, messages, text) VALUES (1, ?, 0, 1, 0, ?, ?)',
  )
  db.exec('BEGIN')
  for (let seq = 1; seq <= messages; seq++)
    insert.run(seq, seq, `the ${seq}th boat came in at noon`)
  db.exec('COMMIT')
  const index = new SqliteSearchIndex(files.search, db)
  teardowns.push(() => index.db.close())
  return index
}

it('lets others have its core while it catches up', () => {
  const index = indexOver(5_000)
  const sleeps = vi.spyOn(Atomics, 'wait')
  index.catchUp()
  expect(sleeps.mock.calls.length).toBeGreaterThan(10)
})
