import { describe, expect, it, vi } from 'vitest'
import { directConversation } from '../../protocol/index.ts'
import { newCid } from '../test/test-socket.ts'
import { TestServer, type TestPerson } from '../test/test-server.ts'

async function adaAndBob(options = {}) {
  const server = await TestServer.start(options)
  const [ada, bob] = [await server.register('Ada'), await server.register('Bob')]
  return { server, ada, bob, direct: directConversation(ada.id, bob.id) }
}

async function createGroup(server: TestServer, owner: TestPerson, ...members: TestPerson[]) {
  const body = { cid: newCid(), name: 'Group', members: members.map(({ id }) => id) }
  return (await server.call('createGroup', { body }, owner)).conversation.id
}

describe('typing', () => {
  it('is told to everyone else in a group, and to one’s own other devices', async () => {
    const { server, ada, bob } = await adaAndBob()
    const group = await createGroup(server, ada, bob)
    const typist = await server.connect(ada)
    const others = [await server.connect(await server.signIn(ada)), await server.connect(bob)]
    await typist.request('typing', { conversation: group, on: true })
    const told = { push: 'typing', topic: `c/${group}`, user: ada.id, on: true }
    for (const other of others) expect(await other.push('typing')).toEqual(told)
    await typist.caughtUp()
    expect(typist.pushesOf('typing')).toEqual([])
  })

  it('is told in a direct conversation that nobody has written in yet', async () => {
    const { server, ada, bob, direct } = await adaAndBob()
    const [hers, his] = [await server.connect(ada), await server.connect(bob)]
    await hers.request('typing', { conversation: direct, on: true })
    await hers.request('typing', { conversation: direct, on: false })
    await his.push('typing', ({ on }) => !on)
    expect(his.pushesOf('typing').map(({ on }) => on)).toEqual([true, false])
  })

  it('is told once however often it is repeated within a moment', async () => {
    const { server, ada, bob, direct } = await adaAndBob()
    const [hers, his] = [await server.connect(ada), await server.connect(bob)]
    for (let n = 0; n < 20; n++) hers.post('typing', { conversation: direct, on: true })
    await hers.say(direct, 'done')
    await his.push('events')
    expect(his.pushesOf('typing')).toHaveLength(1)
  })

  it('is told to have ended only where it was told, and is not told on and off all the time', async () => {
    const { server, ada, bob, direct } = await adaAndBob()
    const [hers, his] = [await server.connect(ada), await server.connect(bob)]
    for (let n = 0; n < 50; n++) hers.post('typing', { conversation: direct, on: false })
    for (let n = 0; n < 100; n++) hers.post('typing', { conversation: direct, on: n % 2 === 0 })
    await hers.say(direct, 'done')
    await his.push('events')
    expect(his.pushesOf('typing').map(({ on }) => on)).toEqual([true, false])
  })

  it('is refused where one is not a member', async () => {
    const { server, ada, bob } = await adaAndBob()
    const group = await createGroup(server, ada)
    const his = await server.connect(bob)
    for (const conversation of [group, 'no-such-group', `${ada.id}.${ada.id}`]) {
      const typing = his.request('typing', { conversation, on: true })
      await expect(typing).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})

describe('read markers', () => {
  it('reach one’s other devices and the other person of a direct conversation', async () => {
    const { server, ada, bob, direct } = await adaAndBob()
    const [hers, his] = [await server.connect(ada), await server.connect(bob)]
    const hisOther = await server.connect(await server.signIn(bob))
    await hers.say(direct, 'one')
    await hers.say(direct, 'two')
    const marker = { read: 2, readMessages: 2 }
    expect(await his.request('read', { conversation: direct, seq: 2 })).toEqual(marker)
    const told = { conversation: direct, user: bob.id, ...marker }
    expect(await hisOther.push('read')).toMatchObject({ topic: `u/${bob.id}`, ...told })
    expect(await hers.push('read')).toMatchObject({ topic: `u/${ada.id}`, ...told })
  })

  it('of a group reach one’s own devices alone, and never go down', async () => {
    const { server, ada, bob } = await adaAndBob()
    const group = await createGroup(server, ada, bob)
    const [hers, his] = [await server.connect(ada), await server.connect(bob)]
    const hisOther = await server.connect(await server.signIn(bob))
    const { seq } = await hers.say(group, 'hello')
    await his.request('read', { conversation: group, seq })
    await his.request('read', { conversation: group, seq: 1 })
    expect(await hisOther.push('read')).toMatchObject({ read: seq })
    await Promise.all([hers.caughtUp(), hisOther.caughtUp()])
    expect(hisOther.pushesOf('read')).toHaveLength(1)
    expect(hers.pushesOf('read')).toEqual([])
  })

  it('are refused to outsiders', async () => {
    const { server, ada, bob } = await adaAndBob()
    const group = await createGroup(server, ada)
    const his = await server.connect(bob)
    const read = his.request('read', { conversation: group, seq: 1 })
    await expect(read).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('presence', () => {
  it('is answered to watch and pushed as it changes, to those who watch alone', async () => {
    const { server, ada, bob } = await adaAndBob()
    const hers = await server.connect(ada)
    const uninterested = await server.connect(ada)
    const { presence } = await hers.request('watch', { users: [bob.id] })
    expect(presence[bob.id]).toEqual({ state: 'offline', since: null })
    const his = await server.connect(bob)
    await hers.push('presence', (push) => push.presence.state === 'online')
    await his.request('activity', { state: 'away' })
    await hers.push('presence', (push) => push.presence.state === 'away')
    his.close()
    await hers.push('presence', (push) => push.presence.state === 'offline')
    await uninterested.caughtUp()
    expect(uninterested.pushesOf('presence')).toEqual([])
  })

  it('is online while any device is, and away when all are', async () => {
    const { server, ada, bob } = await adaAndBob()
    const hers = await server.connect(ada)
    const [phone, laptop] = [await server.connect(bob), await server.connect(bob)]
    const state = async () =>
      (await hers.request('watch', { users: [bob.id] })).presence[bob.id]!.state
    await phone.request('activity', { state: 'away' })
    expect(await state()).toBe('online')
    await laptop.request('activity', { state: 'away' })
    expect(await state()).toBe('away')
    await phone.request('activity', { state: 'online' })
    expect(await state()).toBe('online')
    phone.close()
    await vi.waitFor(async () => expect(await state()).toBe('away'))
  })

  it('takes a quick reload for no absence', async () => {
    const { server, ada, bob } = await adaAndBob({ deps: { presenceGrace: 60_000 } })
    const his = await server.connect(bob)
    const hers = await server.connect(ada)
    await hers.request('watch', { users: [bob.id] })
    his.terminate()
    await his.closed
    await server.connect(bob)
    const { presence } = await hers.request('watch', { users: [bob.id] })
    expect(presence[bob.id]!.state).toBe('online')
    expect(
      hers.pushesOf('presence').filter(({ presence: { state } }) => state === 'offline'),
    ).toEqual([])
  })

  it('is no longer told of people who are not watched any more', async () => {
    const { server, ada, bob } = await adaAndBob()
    const cleo = await server.register('Cleo')
    const hers = await server.connect(ada)
    await hers.request('watch', { users: [bob.id] })
    await hers.request('watch', { users: [cleo.id] })
    await server.connect(bob)
    await server.connect(cleo)
    await hers.push('presence', ({ user }) => user === cleo.id)
    expect(hers.pushesOf('presence').map(({ user }) => user)).toEqual([cleo.id])
  })

  it('remembers across a restart when somebody was last seen', async () => {
    const { server, ada, bob } = await adaAndBob()
    await server.connect(bob)
    const before = Date.now()
    await server.restart()
    const hers = await server.connect(ada)
    const { presence } = await hers.request('watch', { users: [bob.id] })
    expect(presence[bob.id]!.state).toBe('offline')
    expect(presence[bob.id]!.since).toBeGreaterThanOrEqual(before)
  })
})

it('tells everybody who registered or changed their profile, merged and in order', async () => {
  const { server, ada } = await adaAndBob()
  const hers = await server.connect(ada)
  const names = ['Cleo', 'Dora', 'Emil']
  await Promise.all(names.map((name) => server.register(name)))
  await server.call('updateMe', { body: { displayName: 'Ada L.' } }, ada)
  const { revision } = await hers.push('users', ({ users }) => {
    return users.some(({ displayName }) => displayName === 'Ada L.')
  })
  const told = hers.pushesOf('users')
  expect(told.length).toBeLessThanOrEqual(2)
  expect(told.flatMap(({ users }) => users.map(({ displayName }) => displayName))).toEqual(
    expect.arrayContaining([...names, 'Ada L.']),
  )
  const again = await server.open()
  const welcome = await again.hello(ada.token, { epoch: ada.epoch, directory: revision })
  expect(welcome.directory).toEqual({ revision, users: [], stale: false })
})
