import { execFileSync } from 'node:child_process'
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Role } from '../../../protocol/index.ts'
import { StorageFailed, StorageFull, type Storage } from '../storage.ts'
import { TestedSpace, join as joins } from '../contract/store-under-test.contract.ts'
import { bundledThread } from './bundled-thread.contract.ts'
import { openSpace } from './sqlite-open.ts'
import { sqliteFiles } from './sqlite-files.ts'
import { migrations } from './sqlite-schema.ts'
import { openSqliteStorage, type StartThread, type ThreadData } from './sqlite-storage.ts'

const startThread = await bundledThread()

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-faults-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function opened(
  folder: string,
  options: { maxBytes?: number; startThread?: StartThread; onFailure?: (why: Error) => void } = {},
): Promise<TestedSpace> {
  const storage = await openSqliteStorage({ folder, startThread, ...options })
  onTestFinished(() => storage.upkeep.close().catch(() => undefined))
  return new TestedSpace({ storage, reopen: () => Promise.reject(new Error('not here')) })
}

/** A closed space with some hundred messages in a direct conversation of ada and bob. */
async function written(messages = 300): Promise<{ folder: string; file: string }> {
  const folder = newFolder()
  const space = await opened(folder)
  const direct = await space.direct('ada', 'bob')
  await Promise.all(
    Array.from({ length: messages - 1 }, (_, n) => space.say('ada', direct, `${n} `.repeat(50))),
  )
  await space.storage.upkeep.close()
  return { folder, file: join(folder, 'parley.db') }
}

function refusal(folder: string): Promise<string> {
  return opened(folder).then(
    () => 'opened',
    (error: unknown) => {
      expect(error).toBeInstanceOf(StorageFailed)
      return (error as Error).message
    },
  )
}

describe('a full disk', () => {
  async function fills(space: TestedSpace): Promise<void> {
    await space.direct('ada', 'bob')
    // Many at a time, until they are refused together; then one by one, until not even one has room.
    for (const atOnce of [20, 1]) while (await saidAll(space, atOnce)) continue
  }

  async function saidAll(space: TestedSpace, count: number): Promise<boolean> {
    const writes = Array.from({ length: count }, () =>
      space.say('ada', 'ada.bob', 'x'.repeat(5_000)),
    )
    const results = await Promise.allSettled(writes)
    const refused = results.filter((result) => result.status === 'rejected')
    for (const { reason } of refused) expect(reason).toBeInstanceOf(StorageFull)
    return refused.length === 0
  }

  async function isWholeAndAlive(space: TestedSpace): Promise<void> {
    const log = await space.log('ada.bob')
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
    const told = space.heard.flat().flatMap(({ events }) => events)
    expect(told).toEqual(log)
    expect(await space.unread('ada', 'ada.bob')).toBe(0)
    expect((await space.say('bob', 'ada.bob', 'goes on')).seq).toBe(log.length + 1)
  }

  it('refuses writes as full with nothing half done, and takes them again once there is room', async () => {
    const folder = newFolder()
    const space = await opened(folder, { maxBytes: 1024 * 1024 })
    await fills(space)
    await expect(space.say('ada', 'ada.bob', 'x'.repeat(9_000))).rejects.toThrow(/free space/)
    expect((await space.storage.upkeep.health()).writable).toBe(false)
    await space.storage.upkeep.close()
    const roomier = await opened(folder, { maxBytes: 64 * 1024 * 1024 })
    roomier.heard.push(...space.heard)
    await isWholeAndAlive(roomier)
    expect((await roomier.storage.upkeep.health()).writable).toBe(true)
  })

  it('is survived in a real small file system, while it is open', async (test) => {
    const folder = newFolder()
    const ballast = join(folder, 'ballast')
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder], { stdio: 'ignore' })
    } catch {
      return test.skip('needs the right to mount: run as root')
    }
    onTestFinished(() => void execFileSync('umount', ['-l', folder]))
    writeFileSync(ballast, Buffer.alloc(4 * 1024 * 1024))
    const space = await opened(folder)
    await fills(space)
    rmSync(ballast)
    await isWholeAndAlive(space)
    await space.storage.upkeep.close()
  })
})

describe('opening', () => {
  it('makes a space where there is none, in a folder that is made for it alone', async () => {
    const folder = join(newFolder(), 'deep', 'inside')
    const space = await opened(folder)
    await space.direct('ada', 'bob')
    expect(existsSync(join(folder, 'parley.db'))).toBe(true)
    expect(statSync(folder).mode & 0o077).toBe(0)
  })

  it('is refused while another has the space open, and says who', async () => {
    const { folder } = await written()
    const space = await opened(folder)
    expect(await refusal(folder)).toMatch(
      `in use by another Parley server (process ${process.pid})`,
    )
    await space.say('ada', 'ada.bob', 'undisturbed')
    await space.storage.upkeep.close()
    expect(await refusal(folder)).toBe('opened')
  })

  it('is refused for a file of a newer version, which stays as it is', async () => {
    const { folder, file } = await written()
    const db = new DatabaseSync(file)
    db.exec('PRAGMA user_version = 99; CREATE TABLE invention (a)')
    db.close()
    const before = readFileSync(file)
    const said = await refusal(folder)
    expect(said).toMatch('written by a newer Parley (its schema is 99, this version knows 2)')
    expect(said).toMatch(/start that newer version, or put back a backup/)
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('is refused for a database of another program, which stays as it is', async () => {
    const folder = newFolder()
    const file = join(folder, 'parley.db')
    const db = new DatabaseSync(file)
    db.exec('CREATE TABLE recipes (name)')
    db.close()
    const before = readFileSync(file)
    expect(await refusal(folder)).toMatch('a database of another program')
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('is refused where the file is gone but its newest part is there', async () => {
    const { folder, file } = await written()
    rmSync(file)
    writeFileSync(`${file}-wal`, 'what was written last')
    expect(await refusal(folder)).toMatch('put the file back')
    expect(readFileSync(`${file}-wal`, 'utf8')).toBe('what was written last')
  })

  it('brings a file of an older version to this one, step by step, each step whole', () => {
    const folder = newFolder()
    const files = sqliteFiles({ folder })
    openSpace(files).db.close()
    const steps = [
      ...migrations,
      { version: 103, sql: 'CREATE TABLE extra (a); INSERT INTO extra VALUES (2)' },
      { version: 104, sql: 'INSERT INTO extra VALUES (3)' },
    ]
    const migrated = openSpace(files, steps)
    expect(migrated.db.prepare('SELECT a FROM extra').all()).toEqual([{ a: 2 }, { a: 3 }])
    migrated.db.close()
    const broken = {
      version: 105,
      sql: 'INSERT INTO extra VALUES (4); INSERT INTO nothing VALUES (1)',
    }
    expect(() => openSpace(files, [...steps, broken])).toThrow(/nothing/)
    const again = openSpace(files, steps)
    expect(again.db.prepare('SELECT count(*) AS count FROM extra').get()).toEqual({ count: 2 })
    expect(again.epoch).toBe(migrated.epoch)
    again.db.close()
  })

  it('keeps the people of the first version, and finds who administers the space', async () => {
    const folder = newFolder()
    const { db, epoch } = openSpace(sqliteFiles({ folder }), migrations.slice(0, 1))
    const people = db.prepare(
      `INSERT INTO person (user, name, folded_name, display_name, sort_key, password_hash, created_at, revision)
       VALUES (?1, ?1, ?1, ?1, ?1, 'hash', ?2, ?3)`,
    )
    people.run('grace', 5, 1)
    people.run('ada', 6, 2)
    db.exec('UPDATE space SET revision = 2')
    db.close()
    const { storage } = await opened(folder)
    expect(storage.epoch).toBe(epoch)
    expect(await storage.admission.policy()).toBeNull()
    expect(await storage.admission.ensureAdministrator()).toMatchObject({ user: { id: 'grace' } })
    const users = await storage.people.byIds(['grace', 'ada'])
    expect(users.map(({ id, administrator }) => [id, administrator])).toEqual([
      ['grace', true],
      ['ada', undefined],
    ])
    expect((await storage.people.directory({ limit: 5 })).total).toBe(2)
  })

  it('takes up again after a crash had left the log beside the file', async () => {
    const folder = newFolder()
    const space = await opened(folder)
    await space.direct('ada', 'bob')
    const left = newFolder()
    for (const part of ['parley.db', 'parley.db-wal'])
      copyFileSync(join(folder, part), join(left, part))
    const after = await opened(left)
    expect(await after.log('ada.bob')).toEqual(await space.log('ada.bob'))
    expect(after.storage.epoch).toBe(space.storage.epoch)
  })
})

describe('a damaged file', () => {
  const damages: [string, (file: string) => void][] = [
    ['is empty', (file) => truncateSync(file, 0)],
    ['is cut short in its header', (file) => truncateSync(file, 50)],
    ['is cut short', (file) => truncateSync(file, statSync(file).size - 4096)],
    ['is cut in half', (file) => truncateSync(file, Math.floor(statSync(file).size / 8192) * 4096)],
    ['begins with something else', (file) => overwrite(file, 0, 64)],
    ['has a page in its middle overwritten', (file) => overwrite(file, 8 * 4096, 4096)],
    ['has its last page overwritten', (file) => overwrite(file, statSync(file).size - 4096, 4096)],
    ['has its catalogue overwritten', (file) => overwrite(file, 100, 3000)],
    ['is something else altogether', (file) => writeFileSync(file, 'Dear diary, '.repeat(1000))],
  ]

  function overwrite(file: string, at: number, length: number): void {
    const handle = openSync(file, 'r+')
    writeSync(handle, Buffer.alloc(length, 0xa5), 0, length, at)
    closeSync(handle)
  }

  it.each(damages)('that %s is refused with a plain word and stays as it is', async (_, damage) => {
    const { folder, file } = await written()
    damage(file)
    const before = readFileSync(file)
    expect(await refusal(folder)).toMatch(/is damaged .*put back a backup/)
    expect(readFileSync(file).equals(before)).toBe(true)
    rmSync(folder, { recursive: true })
    mkdirSync(folder)
  })

  it('is told of when its damage shows while it is in use', async () => {
    const { folder, file } = await written(3_000)
    const failures: Error[] = []
    const space = await opened(folder, { onFailure: (why) => failures.push(why) })
    for (let page = 4; page < statSync(file).size / 4096; page += 1)
      overwrite(file, page * 4096, 4096)
    await expect(space.log('ada.bob')).rejects.toThrow(/damaged/)
    expect(failures).toHaveLength(1)
    expect(failures[0]).toBeInstanceOf(StorageFailed)
  })
})

describe('the search index', () => {
  const index = 'parley-search.db'

  it('is made anew where it is missing, damaged, or of another space', async () => {
    const { folder } = await written()
    const found = async () => {
      const space = await opened(folder)
      const hits = await space.found('bob', '77')
      await space.storage.upkeep.close()
      return hits.length
    }
    expect(await found()).toBe(1)
    rmSync(join(folder, index))
    expect(await found()).toBe(1)
    writeFileSync(join(folder, index), 'no index at all, but long enough to look at'.repeat(50))
    expect(await found()).toBe(1)
    const other = await written()
    const space = await opened(other.folder)
    await space.found('bob', 'anything')
    await space.storage.upkeep.close()
    copyFileSync(join(other.folder, index), join(folder, index))
    expect(await found()).toBe(1)
  })

  it('holds no text of a message', async () => {
    const folder = newFolder()
    const space = await opened(folder)
    const direct = await space.direct('ada', 'bob', 'correct horse battery staple')
    expect(await space.found('bob', 'horse battery')).toHaveLength(1)
    await space.put('ada', direct, { kind: 'delete', target: 1 })
    expect(await space.found('bob', 'horse')).toEqual([])
    await space.storage.upkeep.close()
    expect(readFileSync(join(folder, index)).includes('correct horse')).toBe(false)
    expect(readFileSync(join(folder, 'parley.db')).includes('battery')).toBe(false)
  })
})

describe('a thread that stops', () => {
  const workers: { role: ThreadData['role']; stop: () => Promise<number> }[] = []
  const watched: StartThread = (data) => {
    const worker = startThread(data)
    workers.push({ role: data.role, stop: () => worker.terminate() })
    return worker
  }

  it('rejects what waits for it, tells once, and leaves a whole file', async () => {
    const folder = newFolder()
    const onFailure = vi.fn<(why: Error) => void>()
    const space = await opened(folder, { startThread: watched, onFailure })
    const direct = await space.direct('ada', 'bob')
    const writes = Array.from({ length: 500 }, (_, n) => space.say('ada', direct, `${n}`))
    const results = Promise.allSettled(writes)
    await space.storage.log.page(direct, { limit: 1 })
    await workers.find(({ role }) => role === 'writer')!.stop()
    const acked = (await results).filter((result) => result.status === 'fulfilled')
    await expect(space.say('ada', direct, 'more')).rejects.toThrow(/restart the server/)
    expect(onFailure).toHaveBeenCalledOnce()
    expect(onFailure.mock.calls[0]![0]).toBeInstanceOf(StorageFailed)
    await space.storage.upkeep.close()
    const again = await opened(folder)
    expect((await again.log(direct)).length).toBeGreaterThanOrEqual(1 + acked.length)
  })

  it('is told of as well where it only reads', async () => {
    workers.length = 0
    const onFailure = vi.fn<(why: Error) => void>()
    const space = await opened(newFolder(), { startThread: watched, onFailure })
    await workers.find(({ role }) => role === 'reader')!.stop()
    await expect(space.storage.log.page('ada.bob', { limit: 1 })).rejects.toThrow(StorageFailed)
    expect(onFailure).toHaveBeenCalledOnce()
  })
})

describe('a mistake of a caller', () => {
  it('is taken back alone, and is no failure of the storage', async () => {
    const folder = newFolder()
    const onFailure = vi.fn<(why: Error) => void>()
    const space = await opened(folder, { onFailure })
    const { sessions } = space.storage
    const session = { id: 's1', user: 'ada', tokenHash: 'hash', device: 'laptop', createdAt: 1 }
    await space.direct('ada', 'bob')
    const [first, again, said] = await Promise.allSettled([
      sessions.create(session, 5),
      sessions.create({ ...session, tokenHash: 'another' }, 5),
      space.say('ada', 'ada.bob', 'at the same time'),
    ])
    expect([first.status, again.status, said.status]).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
    expect((again as PromiseRejectedResult).reason).not.toBeInstanceOf(StorageFailed)
    expect(await sessions.of('ada')).toHaveLength(1)
    expect(await space.log('ada.bob')).toHaveLength(2)
    expect(onFailure).not.toHaveBeenCalled()
  })

  it('in the log harms no other write of the same commit, before it or after', async () => {
    const onFailure = vi.fn<(why: Error) => void>()
    const space = await opened(newFolder(), { onFailure })
    await space.direct('ada', 'bob')
    const write = space.write('eve', 'club', { kind: 'message', text: 'of no time' })
    const role = 'no role' as Role
    const settled = await Promise.allSettled([
      space.say('bob', 'ada.bob', 'before'),
      space.append({ ...write, conversation: 'ada.bob', at: NaN }),
      space.group('club', 'cleo', ['ada'], { name: 'Club' }),
      space.put('cleo', 'club', { kind: 'rename', name: 'Choir' }, joins('dan', role)),
      space.say('ada', 'club', 'after'),
      space.storage.log.markRead('ada', 'ada.bob', 2),
    ])
    const refused = [1, 3]
    expect(settled.map(({ status }) => status)).toEqual(
      settled.map((_, index) => (refused.includes(index) ? 'rejected' : 'fulfilled')),
    )
    expect((await space.log('ada.bob')).map(({ author }) => author)).toEqual(['ada', 'bob'])
    expect((await space.log('club')).map(({ kind }) => kind)).toEqual([
      'create',
      'join',
      'join',
      'message',
    ])
    expect((await space.storage.conversations.group('club'))!.name).toBe('Club')
    expect(await space.unread('ada', 'ada.bob')).toBe(0)
    expect(space.heard.flat().flatMap(({ events }) => events)).toHaveLength(6)
    await space.say('dan', 'ada.bob', 'goes on')
    expect(onFailure).not.toHaveBeenCalled()
  })
})

describe('what is written', () => {
  it('is to be durable on every system, also where a plain sync is not enough', () => {
    const { db } = openSpace(sqliteFiles({ folder: newFolder() }))
    onTestFinished(() => db.close())
    const set = ['synchronous', 'fullfsync', 'checkpoint_fullfsync'].map((name) =>
      Object.values(db.prepare(`PRAGMA ${name}`).get()!),
    )
    expect(set).toEqual([[2], [1], [1]])
  })
})

describe('a listener that throws', () => {
  it('harms neither the writer nor the other listeners', async () => {
    const error = vi.fn()
    const storage: Storage = await openSqliteStorage({
      folder: newFolder(),
      startThread,
      logger: { warn: vi.fn(), error },
    })
    onTestFinished(() => storage.upkeep.close())
    storage.log.onCommitted(() => {
      throw new Error('oops')
    })
    const space = new TestedSpace({ storage, reopen: () => Promise.reject(new Error('not here')) })
    await space.direct('ada', 'bob')
    expect(space.heard).toHaveLength(1)
    expect(error).toHaveBeenCalledOnce()
  })
})
