import { expect, it } from 'vitest'
import { closeCodes, Refused } from '../../protocol/index.ts'
import { createWorld, Person, register } from '../test/person.ts'

async function alone() {
  const world = createWorld()
  const ann = await register('Ann', world)
  const phase = () => ann.client.connection.get().phase
  const hellos = () => world.network.sent.filter(({ type }) => type === 'hello').length
  return { world, ann, phase, hellos }
}

it('comes back after the connection was lost, and says since when it was away', async () => {
  const { world, ann, phase } = await alone()
  await world.clock.advance(60_000)
  const lostAt = world.clock.now()
  ann.cable.pull()
  expect(ann.client.connection.get()).toMatchObject({ phase: 'waiting', since: lostAt })
  await world.clock.advance(5_000)
  expect(ann.client.connection.get().since).toBe(lostAt)
  ann.cable.plug()
  await ann.online()
  expect(ann.client.connection.get()).toMatchObject({ phase: 'online', since: null, retryAt: null })
  expect(phase()).toBe('online')
})

it('tries again at the time it said, with ever longer waits', async () => {
  const { world, ann } = await alone()
  await world.clock.advance(60_000)
  ann.cable.pull()
  const waits: number[] = []
  for (let attempt = 0; attempt < 14; attempt += 1) {
    const { retryAt } = ann.client.connection.get()
    waits.push(retryAt! - world.clock.now())
    await world.clock.advance(waits.at(-1)!)
    await world.clock.until(() => ann.client.connection.get().phase === 'waiting')
  }
  expect(waits[0]).toBeLessThanOrEqual(200)
  expect(Math.max(...waits)).toBeLessThanOrEqual(30_000)
  expect(waits[13]).toBeGreaterThan(10_000)
})

it('tries at once when asked to', async () => {
  const { world, ann, phase } = await alone()
  ann.cable.pull()
  await world.clock.advance(120_000)
  await world.clock.until(() => phase() === 'waiting')
  ann.cable.plug()
  ann.client.reconnectNow()
  expect(phase()).toBe('retrying')
  await world.clock.advance(20)
  expect(phase()).toBe('online')
})

it('notices that nobody is there any more, though nobody said so', async () => {
  const { world, ann, phase } = await alone()
  ann.cable.frozen = true
  await world.clock.advance(45_000)
  expect(phase()).not.toBe('online')
  ann.cable.frozen = false
  await ann.online()
})

it('notices it as soon on a device whose clock was set back', async () => {
  const { world, ann, phase } = await alone()
  world.clock.setBack(3_600_000)
  await world.clock.advance(35_000)
  ann.cable.frozen = true
  world.clock.setBack(3_600_000)
  await world.clock.advance(75_000)
  expect(phase()).not.toBe('online')
  ann.cable.frozen = false
  await ann.online()
})

it('notices it sooner while something waits for its answer', async () => {
  const { world, ann, phase } = await alone()
  ann.cable.frozen = true
  void ann.open(ann.client.direct(ann.id)).send('a note')
  await world.clock.advance(11_000)
  expect(phase()).not.toBe('online')
  ann.cable.frozen = false
  await ann.online()
})

it('takes nobody for gone who is only slow to store', async () => {
  const { world, ann, phase, hellos } = await alone()
  const { log } = world.server.storage
  const append = log.append.bind(log)
  let store = () => {}
  log.append = (write) => new Promise<void>((go) => (store = go)).then(() => append(write))
  const before = hellos()
  const sent = ann.open(ann.client.direct(ann.id)).send('a note')
  await world.clock.advance(15_000)
  expect(phase()).toBe('online')
  store()
  await ann.wait(sent)
  expect(hellos()).toBe(before)
})

it('gives up an attempt that leads nowhere', async () => {
  const { world, ann, phase } = await alone()
  ann.cable.cut()
  ann.cable.frozen = true
  await world.clock.advance(11_000)
  expect(phase()).not.toBe('online')
  ann.cable.frozen = false
  await ann.online()
})

it('asks only when it heard nothing for as long as the server said', async () => {
  const { world } = await alone()
  const pings = () => world.network.sent.filter(({ type }) => type === 'ping').length
  await world.clock.advance(19_000)
  expect(pings()).toBe(0)
  await world.clock.advance(13_000)
  expect(pings()).toBe(1)
})

it('sets no timer faster than 10 s while nothing happens', async () => {
  const { world, ann } = await alone()
  await ann.wait(ann.open(ann.client.direct(ann.id)).send('a note'))
  await world.clock.advance(20_000)
  const { length } = world.network.sent
  ann.waits.length = 0
  await world.clock.advance(600_000)
  expect(ann.waits.length).toBeGreaterThan(10)
  expect(Math.min(...ann.waits)).toBeGreaterThanOrEqual(10_000)
  // A ping each half minute, a comparison each minute.
  expect(world.network.sent.length - length).toBeLessThan(40)
})

it.each([
  ['drain', closeCodes.drain],
  ['slow consumer', closeCodes.slowConsumer],
  ['idle', closeCodes.idle],
  ['flooding', closeCodes.flooding],
  ['storage failed', closeCodes.storageFailed],
  ['a lost connection', 1006],
])('comes back after %s', async (_, code) => {
  const { ann, phase } = await alone()
  ann.cable.cut(code)
  expect(phase()).toBe('waiting')
  await ann.online()
})

it.each([
  ['an unsupported version', closeCodes.unsupportedVersion],
  ['a malformed frame', closeCodes.malformedFrame],
  ['a frame that is too large', closeCodes.frameTooLarge],
])('does not come back after %s', async (_, code) => {
  const { world, ann, hellos } = await alone()
  const before = hellos()
  ann.cable.cut(code)
  await world.clock.advance(300_000)
  expect(ann.client.connection.get()).toMatchObject({
    phase: 'refused',
    reason: 'unsupported_version',
  })
  expect(hellos()).toBe(before)
})

it('stays away once its session was ended, and shows what it had', async () => {
  const { world, ann } = await alone()
  const other = new Person('Ann', world)
  await other.openClient()
  await other.wait(other.client.accounts.signIn('Ann', 'correct horse'))
  const [session] = (await other.wait(other.client.accounts.devices())).filter((s) => !s.current)
  await other.wait(other.client.accounts.revoke(session!.id))
  await world.clock.advance(100)
  expect(ann.client.connection.get()).toMatchObject({ phase: 'refused', reason: 'session_ended' })
  expect(ann.client.account.get()?.user.name).toBe('Ann')
  expect(await ann.tokenStore.get()).toBeNull()
  await ann.wait(ann.client.accounts.signIn('Ann', 'correct horse'))
  await ann.online()
  await other.client.close()
})

it('finds at its next start that its session was ended', async () => {
  const { world, ann } = await alone()
  const token = await ann.tokenStore.get()
  await ann.wait(ann.client.close())
  const answer = await world.server.rest('DELETE', '/api/v1/sessions/current', token, undefined)
  expect(answer.status).toBe(200)
  await ann.openClient()
  await world.clock.until(() => ann.client.connection.get().phase === 'refused')
  expect(ann.client.connection.get().reason).toBe('session_ended')
})

it('waits as long as the server asks for', async () => {
  const { world, ann, phase } = await alone()
  world.server.refusing = ({ type }) =>
    type === 'hello' ? new Refused('unavailable', 'starting', { retryAfter: 20_000 }) : null
  ann.cable.cut()
  await world.clock.until(
    () =>
      phase() === 'waiting' && ann.client.connection.get().retryAt! - world.clock.now() > 15_000,
  )
  world.server.refusing = () => null
  await world.clock.advance(21_000)
  expect(phase()).toBe('online')
})

it('starts from the shortest wait again only after it held for a while', async () => {
  const { world, ann } = await alone()
  await world.clock.advance(20_000)
  const waits: number[] = []
  for (let loss = 0; loss < 8; loss += 1) {
    ann.cable.cut()
    waits.push(ann.client.connection.get().retryAt! - world.clock.now())
    await ann.online()
  }
  expect(waits.at(-1)).toBeGreaterThan(800)
  await world.clock.advance(20_000)
  ann.cable.cut()
  expect(ann.client.connection.get().retryAt! - world.clock.now()).toBeLessThanOrEqual(200)
})

it('is signed out until somebody signs in', async () => {
  const world = createWorld()
  const nobody = new Person('Nobody', world)
  await nobody.openClient()
  expect(nobody.client.connection.get()).toMatchObject({ phase: 'signed-out', reason: null })
  expect(nobody.client.account.get()).toBeNull()
  await world.clock.advance(60_000)
  expect(world.network.sent).toEqual([])
})
