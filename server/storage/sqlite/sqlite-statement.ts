import type { DatabaseSync, SQLInputValue } from 'node:sqlite'

/** A prepared statement whose rows have a known shape. */
export interface Statement<Row> {
  get(...values: SQLInputValue[]): Row | undefined
  all(...values: SQLInputValue[]): Row[]
  run(...values: SQLInputValue[]): { changes: number | bigint; lastInsertRowid: number | bigint }
}

export function prepare<Row = never>(db: DatabaseSync, sql: string): Statement<Row> {
  return db.prepare(sql) as unknown as Statement<Row>
}

/** Statements that differ by how many words a query has; each is prepared once. */
export function preparedByCount<Row>(
  db: DatabaseSync,
  sql: (count: number) => string,
): (count: number) => Statement<Row> {
  const statements = new Map<number, Statement<Row>>()
  return (count) => {
    const known = statements.get(count)
    if (known) return known
    const statement = prepare<Row>(db, sql(count))
    statements.set(count, statement)
    return statement
  }
}

/** The value of a pragma that answers one number or word. */
export function pragma(db: DatabaseSync, name: string): unknown {
  return Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]
}
