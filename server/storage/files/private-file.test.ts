import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { TestedSpace } from '../contract/store-under-test.contract.ts'
import { bundledThread } from '../sqlite/bundled-thread.contract.ts'
import { placeFile } from './private-file.ts'
import { openSqliteStorage } from '../sqlite/sqlite-storage.ts'

const startThread = await bundledThread()

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-private-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A file system without links, as on a stick. */
function noLinks(): never {
  throw Object.assign(new Error('not permitted'), { code: 'EPERM' })
}

describe('a space and its backups', () => {
  it.skipIf(process.platform === 'win32')(
    'are for their owner alone, in a folder that others may read too',
    async () => {
      const folder = newFolder()
      chmodSync(folder, 0o755)
      const storage = await openSqliteStorage({ folder, startThread })
      onTestFinished(() => storage.upkeep.close())
      const space = new TestedSpace({ storage, reopen: () => Promise.reject(new Error('no')) })
      await space.direct('ada', 'bob', 'secret')
      await space.found('ada', 'secret')
      await storage.upkeep.backup(join(folder, 'backup.db'))
      const files = readdirSync(folder).filter((name) => !name.startsWith('parley.lock'))
      expect(files).toEqual(expect.arrayContaining(['backup.db', 'parley.db', 'parley-search.db']))
      const modes = files.map((name) => [name, statSync(join(folder, name)).mode & 0o777])
      expect(modes).toEqual(files.map((name) => [name, 0o600]))
    },
  )

  it('leave files alone that only look like a draft of theirs', async () => {
    const folder = newFolder()
    const storage = await openSqliteStorage({ folder, startThread })
    onTestFinished(() => storage.upkeep.close())
    const precious = join(folder, 'backup.db.partial')
    writeFileSync(precious, 'precious')
    await storage.upkeep.backup(join(folder, 'backup.db'))
    expect(readFileSync(precious, 'utf8')).toBe('precious')
    const drafts = readdirSync(folder).filter((name) => name.endsWith('.partial'))
    expect(drafts).toEqual(['backup.db.partial'])
  })
})

describe('a file is given its name', () => {
  it.each([[undefined], [noLinks]])('whether there are links or not', (link) => {
    const folder = newFolder()
    const [draft, target] = [join(folder, 'draft'), join(folder, 'target')]
    writeFileSync(draft, 'whole')
    placeFile(draft, target, link)
    expect(readFileSync(target, 'utf8')).toBe('whole')
    rmSync(draft)
    writeFileSync(draft, 'another')
    expect(() => placeFile(draft, target, link)).toThrow(/EEXIST/)
    expect(readFileSync(target, 'utf8')).toBe('whole')
  })
})
