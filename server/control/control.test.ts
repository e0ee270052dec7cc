import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createLogger } from '../observability/logger.ts'
import { domainSpace, refusalOf } from '../test/domain-space.ts'
import { StartRefused, exitCodes } from '../start-refused.ts'
import { temporaryFolder } from '../test/temporary-folder.ts'
import { NobodyListens, askServer } from './ask-server.ts'
import { controlPath } from './control-path.ts'
import { serveControl } from './serve-control.ts'

const logger = createLogger('silent')

async function served(folder = temporaryFolder()) {
  const space = domainSpace()
  const stop = await serveControl(folder, space.domain, logger)
  onTestFinished(stop)
  return { ...space, folder, stop }
}

/** What is answered to bytes as they are; null where the connection is closed without a word. */
function raw(path: string, bytes: string): Promise<unknown> {
  return new Promise((resolve) => {
    let said = ''
    const socket = connect(path, () => socket.write(bytes))
    socket.on('data', (chunk: Buffer) => (said += chunk.toString()))
    socket.on('error', () => {})
    socket.on('close', () => resolve(said === '' ? null : JSON.parse(said)))
  })
}

it('has done what is asked over the folder’s socket, by the server that has the folder', async () => {
  const { folder, person, domain } = await served()
  await person('Ada')
  expect(await askServer(folder, 'people', {})).toMatchObject([{ name: 'Ada' }])
  const made = await askServer(folder, 'invite', { note: 'Class', uses: 3, days: null })
  expect(made.words?.split(' ')).toHaveLength(4)
  expect(await domain.admission.invites('operator')).toEqual([made.invite])
})

it('answers a refusal as one', async () => {
  const { folder } = await served()
  expect(await refusalOf(askServer(folder, 'approve', { name: 'Nobody' }))).toBe('not_found')
  const many = askServer(folder, 'invite', { note: '', uses: 5_000, days: null })
  await expect(many).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(/uses/),
  })
})

it('is for the folder’s owner alone', async () => {
  const { folder } = await served()
  expect(statSync(controlPath(folder)!).mode & 0o777).toBe(0o600)
})

it('says that nobody listens where none ever did, and where one has stopped or was killed', async () => {
  const folder = temporaryFolder()
  await expect(askServer(folder, 'people', {})).rejects.toThrow(NobodyListens)
  const { stop } = await served(folder)
  await stop()
  await expect(askServer(folder, 'people', {})).rejects.toThrow(NobodyListens)
  writeFileSync(controlPath(folder)!, '')
  await expect(askServer(folder, 'people', {})).rejects.toThrow(NobodyListens)
})

it('takes the place of a socket that was left behind', async () => {
  const folder = temporaryFolder()
  writeFileSync(controlPath(folder)!, '')
  await served(folder)
  expect(await askServer(folder, 'people', {})).toEqual([])
})

it.each([
  ['{}\n', 'invalid'],
  ['{"task":"toString","input":{}}\n', 'invalid'],
  ['{"task":"remove","input":{"name":"Ada","more":1}}\n', 'invalid'],
  ['no JSON\n', 'invalid'],
  ['null\n', 'internal'],
])('refuses %j', async (line, code) => {
  const { folder } = await served()
  expect(await raw(controlPath(folder)!, line)).toMatchObject({ error: { code } })
})

it('hangs up on a line without end', async () => {
  const { folder } = await served()
  expect(await raw(controlPath(folder)!, 'x'.repeat(100_000))).toBeNull()
})

it.each([
  ['stops before it answers', '', 'stopped before it answered'],
  ['answers what nobody understands', 'hello\n', 'does not understand'],
])('says in plain words that the server %s', async (_, said, words) => {
  const folder = temporaryFolder()
  const server = createServer((socket) => socket.end(said))
  await new Promise<void>((resolve) => server.listen(controlPath(folder)!, resolve))
  onTestFinished(() => void server.close())
  const asked = await askServer(folder, 'people', {}).catch((error: unknown) => error)
  expect(asked).toBeInstanceOf(StartRefused)
  expect(asked).toMatchObject({
    exitCode: exitCodes.failed,
    message: expect.stringContaining(words),
  })
})

it('is done without where the folder’s path is too long for a socket', async () => {
  const folder = join(temporaryFolder(), 'x'.repeat(120))
  mkdirSync(folder)
  expect(controlPath(folder)).toBeNull()
  await served(folder)
  expect(existsSync(join(folder, 'parley.control'))).toBe(false)
  await expect(askServer(folder, 'people', {})).rejects.toThrow(NobodyListens)
})

it('has a name of its own for each folder on Windows', () => {
  const pipes = ['/a', '/b'].map((folder) => controlPath(folder, 'win32'))
  expect(new Set(pipes).size).toBe(2)
  for (const pipe of pipes) expect(pipe).toMatch(/^\\\\\.\\pipe\\parley-[0-9a-f]{32}$/)
})
