import type { RouteName, Visibility } from '../../protocol/index.ts'
import { openTestStorage } from '../../server/test/test-storage.ts'
import { TestServer, type TestPerson } from '../../server/test/test-server.ts'
import { newCid } from '../../server/test/test-socket.ts'

/** Who somebody may be to a group. */
export const standings = ['owner', 'admin', 'member', 'removed', 'outsider', 'revoked'] as const
export type Standing = (typeof standings)[number]

/** A group on a real server with somebody of each standing, and somebody to have things done to. */
export type Harbour = {
  server: TestServer
  group: string
  people: Record<Standing, TestPerson>
  crew: TestPerson
  /** A message of `crew`. */
  said: number
}

export type People = Pick<Harbour, 'server' | 'people' | 'crew'>

/** `revoked` is a member's device that was signed out, of a person who is in on another one. */
export async function arrive(): Promise<People> {
  const server = await TestServer.start({
    storage: await openTestStorage('sqlite'),
    config: { writeRate: 0 },
  })
  const owner = await server.register('Olga')
  const admin = await server.register('Adam')
  const member = await server.register('Mina')
  const removed = await server.register('Rolf')
  const outsider = await server.register('Otto')
  const crew = await server.register('Cleo')
  const revoked = await revokedDevice(server, member)
  return { server, people: { owner, admin, member, removed, outsider, revoked }, crew }
}

export async function revokedDevice(server: TestServer, person: TestPerson): Promise<TestPerson> {
  const device = await server.signIn(person)
  await server.call('revokeSession', { params: { session: device.session.id } }, person)
  return device
}

export async function found(here: People, visibility: Visibility): Promise<Harbour> {
  const { server, people, crew } = here
  const { owner, admin, member, removed } = people
  const members = [admin, member, removed, crew].map(({ id }) => id)
  const facts = { name: 'Boats', purpose: '', visibility, members }
  const created = await server.call('createGroup', { body: { cid: newCid(), ...facts } }, owner)
  const group = created.conversation.id
  const body = { cid: newCid(), role: 'admin' } as const
  await server.call('setRole', { params: { group, user: admin.id }, body }, owner)
  const gone = { params: { group, user: removed.id }, query: { cid: newCid() } }
  await server.call('removeMember', gone, owner)
  const socket = await server.connect(crew)
  const { seq } = await socket.say(group, 'boatswain')
  socket.close()
  return { ...here, group, said: seq }
}

/** Asks with a body that is no JSON, as pictures are. */
export async function put(
  { server }: Harbour,
  name: RouteName,
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  { token }: TestPerson,
): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}` }
  const response = await fetch(server.url + path, { method: 'PUT', headers, body: bytes })
  const answer = (await response.json()) as { error?: { code: string } }
  if (answer.error) throw Object.assign(new Error(name), answer.error)
  return answer
}
