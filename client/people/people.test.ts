import { expect, it } from 'vitest'
import { createWorld, register, type Person, type World } from '../test/person.ts'

async function two(): Promise<{ world: World; ann: Person; ben: Person }> {
  const world = createWorld()
  return { world, ann: await register('Ann', world), ben: await register('Ben', world) }
}

async function crowd(world: World, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < count; n += 1) {
    const body = { name: `Person ${n}`, password: 'correct horse', device: 'test' }
    const answer = await world.server.rest('POST', '/api/v1/users', null, JSON.stringify(body))
    ids.push((JSON.parse(answer.body) as { user: { id: string } }).user.id)
  }
  return ids
}

it('asks for all profiles of a moment together, and for each once', async () => {
  const { world, ann } = await two()
  const ids = await crowd(world, 250)
  const asked: string[] = []
  const rest = world.server.rest.bind(world.server)
  world.server.rest = (method, path, token, body) => {
    if (path.includes('by-id')) asked.push(path)
    return rest(method, path, token, body)
  }
  const users = ids.map((id) => ann.client.people.user(id))
  for (const id of ids) ann.client.people.user(id)
  await world.clock.advance(1_000)
  expect(users.every((user, n) => user.get()?.name === `Person ${n}`)).toBe(true)
  expect(asked).toHaveLength(3)
  await world.clock.advance(60_000)
  expect(asked).toHaveLength(3)
})

it('knows profiles from the cache, without the server', async () => {
  const { world, ann, ben } = await two()
  const { id } = ben
  ann.client.people.user(id)
  await world.clock.advance(1_000)
  ann.cable.pull()
  await ann.restart()
  const user = ann.client.people.user(id)
  await world.clock.advance(100)
  expect(user.get()?.name).toBe('Ben')
})

it('shows the other person of each conversation at once', async () => {
  const { world, ann, ben } = await two()
  await ben.wait(ben.open(ben.client.direct(ann.id)).send('Hello'))
  const { id } = ben
  ann.client.people.user(id)
  await world.clock.advance(1_000)
  ann.cable.pull()
  await ann.restart()
  expect(ann.client.people.user(id).get()?.name).toBe('Ben')
})

it('hears of changed profiles, live and after being away', async () => {
  const { world, ann, ben } = await two()
  const user = ann.client.people.user(ben.id)
  await world.clock.advance(1_000)
  const revision = ann.client.people.revision.get()
  await ben.wait(ben.client.accounts.updateProfile({ displayName: 'Benjamin' }))
  world.server.tellProfiles()
  await world.clock.advance(100)
  expect(user.get()?.displayName).toBe('Benjamin')
  expect(ann.client.people.revision.get()).toBeGreaterThan(revision)
  ann.cable.pull()
  await ben.wait(ben.client.accounts.updateProfile({ displayName: 'Big Ben' }))
  world.server.tellProfiles()
  ann.cable.plug()
  await ann.online()
  await world.clock.advance(100)
  expect(user.get()?.displayName).toBe('Big Ben')
})

it('keeps what it was told of a profile while an older answer was on its way', async () => {
  const { world, ann, ben } = await two()
  const user = ann.client.people.user(ben.id)
  await world.clock.advance(1_000)
  const rest = world.server.rest.bind(world.server)
  let release = (): void => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  world.server.rest = async (method, path, token, body) => {
    const answer = await rest(method, path, token, body)
    if (method === 'GET' && path.includes('/users')) await held
    return answer
  }
  const directory = ann.client.people.directory('')
  await world.clock.advance(100)
  await ben.wait(ben.client.accounts.updateProfile({ displayName: 'Benjamin' }))
  world.server.tellProfiles()
  await world.clock.advance(100)
  release()
  const page = await ann.wait(directory)
  expect(page.people.map(({ user: { displayName } }) => displayName)).toContain('Ben')
  expect(user.get()?.displayName).toBe('Benjamin')
  await ann.restart()
  expect((await ann.cache.users([ben.id])).map(({ displayName }) => displayName)).toEqual([
    'Benjamin',
  ])
})

it('asks anew for everyone it shows where too many changed', async () => {
  const { world, ann, ben } = await two()
  const user = ann.client.people.user(ben.id)
  await world.clock.advance(1_000)
  ann.cable.pull()
  await ben.wait(ben.client.accounts.updateProfile({ displayName: 'Benjamin' }))
  await crowd(world, 600)
  ann.cable.plug()
  await ann.online()
  await world.clock.advance(1_000)
  expect(user.get()?.displayName).toBe('Benjamin')
  ann.cable.pull()
  await ann.restart()
  expect(ann.client.account.get()?.user.name).toBe('Ann')
})

it('fetches what was asked for while the server was away', async () => {
  const { world, ann, ben } = await two()
  ann.cable.pull()
  const user = ann.client.people.user(ben.id)
  await world.clock.advance(10_000)
  expect(user.get()).toBeNull()
  ann.cable.plug()
  await ann.online()
  await world.clock.advance(1_000)
  expect(user.get()?.name).toBe('Ben')
})

it('leaves alone who does not exist', async () => {
  const { world, ann } = await two()
  const user = ann.client.people.user('nobody')
  await world.clock.advance(60_000)
  expect(user.get()).toBeNull()
})

it('watches the people of all lists on screen together, and nobody twice', async () => {
  const { world, ann } = await two()
  world.network.sent.length = 0
  const watched = () =>
    world.network.sent.filter(({ type }) => type === 'watch').map(({ users }) => users)
  const stopOne = ann.client.people.watch(['a', 'b'])
  const stopTwo = ann.client.people.watch(['b', 'c'])
  await world.clock.advance(500)
  expect(watched()).toEqual([['a', 'b', 'c']])
  stopOne()
  stopOne()
  await world.clock.advance(500)
  expect(watched().at(-1)).toEqual(['b', 'c'])
  ann.cable.cut()
  await ann.online()
  await world.clock.advance(500)
  expect(watched().at(-1)).toEqual(['b', 'c'])
  stopTwo()
  await world.clock.advance(500)
  expect(watched().at(-1)).toEqual([])
})

it('finds people in the directory, and has their profiles from then on', async () => {
  const { world, ann, ben } = await two()
  const { people, total } = await ann.wait(ann.client.people.directory('be'))
  expect(people.map(({ user }) => user.name)).toEqual(['Ben'])
  expect(total).toBe(1)
  expect(ann.client.people.user(ben.id).get()?.name).toBe('Ben')
  await world.clock.advance(100)
})

it('tells the server whether the person is there', async () => {
  const { world, ann } = await two()
  world.network.sent.length = 0
  const told = () => world.network.sent.filter(({ type }) => type === 'activity')
  ann.client.setActivity('online')
  expect(told()).toEqual([])
  ann.client.setActivity('away')
  ann.client.setActivity('away')
  await world.clock.advance(100)
  expect(told()).toMatchObject([{ state: 'away' }])
  ann.cable.cut()
  await ann.online()
  await world.clock.advance(100)
  expect(told()).toHaveLength(2)
})

it('addresses pictures by their key', async () => {
  const { ann } = await two()
  const { user } = ann.client.account.get()!
  expect(ann.client.people.pictureUrl(user)).toBeNull()
  expect(ann.client.people.pictureUrl({ ...user, picture: 'key' })).toBe(
    'http://model.test:7777/api/v1/pictures/key',
  )
})
