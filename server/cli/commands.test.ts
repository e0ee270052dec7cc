import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { parseInviteLink } from '../../protocol/index.ts'
import { callRoute } from '../test/call-route.ts'
import { ServerProcess, temporaryFolder } from '../test/server-process.ts'

vi.setConfig({ testTimeout: 60_000 })

const person = (name: string) => ({ name, password: `${name}s secret`, device: 'test' })

async function command(...args: string[]): Promise<{ said: string; code: unknown; log: string }> {
  const done = new ServerProcess(args)
  const code = await done.exited
  return { said: done.stdout, code, log: done.stderr }
}

async function serving(data: string, ...args: string[]) {
  const server = new ServerProcess(['--port', '0', '--data', data, ...args])
  const { url } = await server.ready()
  return { server, url }
}

it('makes an invite while a server has the space, which lets in as often as was said', async () => {
  const data = temporaryFolder()
  const { url } = await serving(data, '--registration', 'invite')
  const { said, code } = await command('invite', '--data', data, '--uses', '2', '--note', 'Crew')
  expect(code).toBe(0)
  expect(said).toContain('for 2 people')
  expect(said).toMatch(/In words +([a-z]+ ){4} /)
  expect(said).toMatch(/[█▀▄]{8}/)
  const link = parseInviteLink(/parley:\/\/\S+/.exec(said)![0])!
  expect(link.addresses).toEqual([new URL(url).host])
  const invite = link.secret!
  const first = await callRoute(url, 'register', { body: { ...person('Ada'), invite } })
  expect(first.user.administrator).toBe(true)
  await callRoute(url, 'register', { body: { ...person('Ben'), invite } })
  const third = callRoute(url, 'register', { body: { ...person('Cleo'), invite } })
  await expect(third).rejects.toMatchObject({ code: 'invite_used_up' })
})

it('does the same where no server has the space', async () => {
  const data = temporaryFolder()
  const first = await serving(data)
  await callRoute(first.url, 'register', { body: person('Ada') })
  first.server.child.kill('SIGTERM')
  await first.server.exited
  const { said } = await command('invite', '--data', data, '--port', '7000', '--days', '0')
  expect(said).toContain('until it is revoked')
  const link = parseInviteLink(/parley:\/\/\S+/.exec(said)![0])!
  expect(link.addresses).toEqual(['127.0.0.1:7000'])
  const again = await serving(data, '--registration', 'invite')
  const body = { ...person('Ben'), invite: link.secret! }
  await callRoute(again.url, 'register', { body })
})

it('lets people in, gives new passwords and removes people, at once for those who are connected', async () => {
  const data = temporaryFolder()
  const { url } = await serving(data, '--registration', 'approval')
  await callRoute(url, 'register', { body: person('Ada') })
  const ben = await callRoute(url, 'register', { body: person('Ben') })
  await expect(callRoute(url, 'me', {}, ben.token)).rejects.toMatchObject({ code: 'waiting' })
  const list = await command('user', 'list', '--data', data)
  expect(list.said).toMatch(/Ada +administrator/)
  expect(list.said).toMatch(/Ben +waiting/)

  expect(await command('user', 'approve', 'ben', '--data', data)).toMatchObject({ code: 0 })
  expect(await callRoute(url, 'me', {}, ben.token)).toMatchObject({ user: { name: 'Ben' } })

  const { said } = await command('user', 'reset-password', 'Ben', '--data', data)
  const password = /is (\S{22})\n/.exec(said)![1]!
  const gone = callRoute(url, 'me', {}, ben.token)
  await expect(gone).rejects.toMatchObject({ code: 'unauthorised' })
  const again = await callRoute(url, 'signIn', { body: { ...person('Ben'), password } })

  await command('user', 'make-administrator', 'Ben', '--data', data)
  await callRoute(url, 'invites', {}, again.token)
  await command('user', 'remove', 'Ben', '--data', data)
  const removed = callRoute(url, 'me', {}, again.token)
  await expect(removed).rejects.toMatchObject({ code: 'unauthorised' })
})

it('says what is wrong in one line, and does nothing then', async () => {
  const data = temporaryFolder()
  const none = await command('user', 'list', '--data', data)
  expect(none).toMatchObject({ code: 1, log: expect.stringContaining('no space is kept in') })
  expect(readdirSync(data)).toEqual([])
  const { url } = await serving(data)
  await callRoute(url, 'register', { body: person('Ada') })
  const unknown = await command('user', 'remove', 'Nora', '--data', data)
  expect(unknown).toMatchObject({ code: 1, log: expect.stringContaining('Nobody here is called') })
  const last = await command('user', 'remove', 'Ada', '--data', data)
  expect(last).toMatchObject({ code: 1, log: expect.stringContaining('Somebody else') })
  const many = await command('invite', '--uses', '5000', '--data', data)
  expect(many).toMatchObject({ code: 1, log: expect.stringContaining('uses') })
})

it('puts a backup into an empty folder as another space, and writes over nothing', async () => {
  const folder = temporaryFolder()
  const [data, other, copy] = ['space', 'other', 'copy.db'].map((name) => join(folder, name))
  const first = await serving(data!)
  await callRoute(first.url, 'register', { body: person('Ada') })
  const { epoch } = await callRoute(first.url, 'space', {})
  await command('backup', copy!, '--data', data!)
  const refused = await command('restore', copy!, '--data', data!)
  expect(refused).toMatchObject({ code: 75, log: expect.stringContaining('in use') })
  first.server.child.kill('SIGTERM')
  await first.server.exited
  const full = await command('restore', copy!, '--data', data!)
  expect(full).toMatchObject({ code: 1, log: expect.stringContaining('is there already') })

  expect(await command('restore', copy!, '--data', other!)).toMatchObject({ code: 0 })
  const again = await serving(other!)
  await callRoute(again.url, 'signIn', { body: person('Ada') })
  expect((await callRoute(again.url, 'space', {})).epoch).not.toBe(epoch)
})

it('gives a space a new epoch also where it was copied by hand, and takes nothing else', async () => {
  const folder = temporaryFolder()
  const [data, other] = [join(folder, 'space'), join(folder, 'other')]
  const first = await serving(data)
  const { epoch } = await callRoute(first.url, 'space', {})
  first.server.child.kill('SIGTERM')
  await first.server.exited
  await command('restore', join(data, 'parley.db'), '--data', other)
  const again = await serving(other)
  expect((await callRoute(again.url, 'space', {})).epoch).not.toBe(epoch)

  const third = join(folder, 'third')
  mkdirSync(third)
  writeFileSync(join(folder, 'letter.txt'), 'x'.repeat(500))
  const letter = await command('restore', join(folder, 'letter.txt'), '--data', third)
  expect(letter.code).toBe(1)
  const nothing = await command('restore', join(folder, 'nothing.db'), '--data', third)
  expect(nothing).toMatchObject({ code: 1, log: expect.stringContaining('there is no file') })
  expect(existsSync(join(third, 'parley.db'))).toBe(false)
})
