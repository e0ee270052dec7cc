import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, type TestContext } from 'vitest'
import { exitCodes } from '../../server/start-refused.ts'
import { libraryFile } from '../../server/supplies/bundle/library-file.ts'
import { restoreSqliteSpace } from '../../server/storage/sqlite/sqlite-restore.ts'
import { SmallDisk } from './small-disk.ts'
import { Supervisor } from './supervisor.ts'

function smallDisk(test: TestContext): SmallDisk {
  const disk = SmallDisk.mount(8)
  if (!disk) return test.skip('needs the right to mount: run as root')
  onTestFinished(() => disk.unmount())
  return disk
}

function serverOn({ folder }: SmallDisk): Supervisor {
  const server = new Supervisor({ data: join(folder, 'space') })
  onTestFinished(() => server.kill())
  return server
}

it('a server does not start without room, says why in one line, and starts when there is some', async (test) => {
  const disk = smallDisk(test)
  const server = serverOn(disk)
  disk.fill()
  const ended = await server.start()
  expect(ended).toMatchObject({ code: exitCodes.full, log: [{ level: 'fatal' }] })
  expect(ended!.log[0]!['msg']).toMatch(/^no room for .*free space on its disk/)
  disk.makeRoom()
  expect(await server.start()).toBeNull()
})

it('a server does not start where it may not write, and starts when it may', async (test) => {
  const disk = smallDisk(test)
  const server = serverOn(disk)
  expect(await server.start()).toBeNull()
  await server.kill()
  disk.protect()
  const ended = await server.start()
  expect(ended).toMatchObject({ code: exitCodes.notWritable, log: [{ level: 'fatal' }] })
  expect(ended!.log[0]!['msg']).toContain('EROFS')
  disk.unprotect()
  expect(await server.start()).toBeNull()
})

it('nothing is restored without room, which is said in one line', async (test) => {
  const [disk, other] = [smallDisk(test), smallDisk(test)]
  const server = serverOn(other)
  expect(await server.start()).toBeNull()
  await server.stop()
  const backup = join(other.folder, 'space', 'parley.db')
  disk.fill()
  await expect(restoreSqliteSpace(backup, disk.folder)).rejects.toThrow(
    /^nothing was restored: no room for .*parley\.db/,
  )
  other.fill()
  await expect(restoreSqliteSpace(backup, disk.folder)).rejects.toThrow(/^nothing was restored: /)
})

it('a part of the server that has no room takes none', (test) => {
  const disk = smallDisk(test)
  const library = Buffer.alloc(9_000_000)
  expect(() => libraryFile(disk.folder, 'uws-1.node', library)).toThrow(/^no room for .*native/)
  expect(readdirSync(join(disk.folder, 'native'))).toEqual([])
})
