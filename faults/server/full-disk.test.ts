import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { SmallDisk } from './small-disk.ts'
import { Supervisor } from './supervisor.ts'

it('a server does not start without room, says why in one line, and starts when there is some', async (test) => {
  const disk = SmallDisk.mount(8)
  if (!disk) return test.skip('needs the right to mount: run as root')
  onTestFinished(() => disk.unmount())
  const server = new Supervisor({ data: join(disk.folder, 'space') })
  onTestFinished(() => server.kill())
  disk.fill()
  const ended = await server.start()
  expect(ended).toMatchObject({ code: 1, log: [{ level: 'fatal' }] })
  expect(ended!.log[0]!['msg']).toMatch(/^no room for .*free space on its disk/)
  disk.makeRoom()
  expect(await server.start()).toBeNull()
})
