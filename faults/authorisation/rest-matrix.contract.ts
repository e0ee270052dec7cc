import type { RouteName } from '../../protocol/index.ts'
import type { TestPerson, TestServer } from '../../server/test/test-server.ts'
import { newCid } from '../../server/test/test-socket.ts'
import { put, type Harbour, type Standing } from './harbour.contract.ts'

/** Answers false where what it asks for is not in the answer. */
export type Ask = (harbour: Harbour, who: TestPerson) => Promise<unknown>
export type Expected = Record<Standing, string>
export type Row = { does?: string; ask: Ask; public: Expected; private?: Partial<Expected> }

const ok = 'allowed'
const no = 'forbidden'
const hidden = 'not_found'
const absent = 'absent'
const revoked = 'unauthorised'

export const everybody: Expected = {
  ...{ owner: ok, admin: ok, member: ok, removed: ok, outsider: ok, revoked },
}
export const members: Expected = { ...everybody, removed: hidden, outsider: hidden }
export const membersSeeIt: Expected = { ...everybody, removed: absent, outsider: absent }
const anyone: Expected = { ...everybody, revoked: ok }
const nobody: Expected = {
  ...{ owner: hidden, admin: hidden, member: hidden, removed: hidden, outsider: hidden, revoked },
}
const admins: Expected = { ...everybody, member: no, removed: no, outsider: no }
const owner: Expected = { ...admins, admin: no }
/** Olga, who registered first, administers the space besides owning the group. */
const administrator: Expected = { ...owner }
const invalid = 'invite_invalid'
const wordless: Expected = {
  ...{ owner: invalid, admin: invalid, member: invalid, removed: invalid },
  ...{ outsider: invalid, revoked: invalid },
}
export const toOutsiders = (code: string) => ({ removed: code, outsider: code })

const device = 'test'
const png = new Uint8Array(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))
const params = ({ group }: Harbour) => ({ group })
const ofCrew = ({ crew, group }: Harbour) => ({ group, user: crew.id })
const onlyCid = () => ({ cid: newCid() })
let names = 0
const newName = () => `Nora ${(names += 1)}`

/** Somebody who registered and was not let in. */
async function waitingPerson({ storage }: TestServer): Promise<string> {
  const name = newName()
  const id = name.replace(' ', '')
  const person = { id, name, foldedName: name.toLowerCase(), displayName: name }
  const entry = { invite: null, wait: true, at: 0, mostWaiting: 1_000, mayBeFirst: true }
  await storage.admission.register({ ...person, passwordHash: 'none', createdAt: 0 }, entry)
  return id
}

/** Somebody like this one whom nobody needs any more: what ends sessions ends theirs. */
async function spare({ people, server }: Harbour, who: TestPerson): Promise<TestPerson> {
  return who === people.revoked ? who : server.register(newName())
}

/** Every route, in all that it can be asked for which standing has a part in. */
export const restMatrix: Record<RouteName, readonly Row[]> = {
  updateSpace: [
    {
      ask: ({ server }, who) =>
        server.call('updateSpace', { body: { registration: 'anyone' } }, who),
      public: administrator,
    },
  ],
  invites: [{ ask: ({ server }, who) => server.call('invites', {}, who), public: administrator }],
  createInvite: [
    {
      ask: ({ server }, who) => server.call('createInvite', { body: { uses: 1 } }, who),
      public: administrator,
    },
  ],
  revokeInvite: [
    {
      ask: async ({ people, server }, who) => {
        const { invite } = await server.call('createInvite', { body: {} }, people.owner)
        return server.call('revokeInvite', { params: { invite: invite.id } }, who)
      },
      public: administrator,
    },
  ],
  waiting: [{ ask: ({ server }, who) => server.call('waiting', {}, who), public: administrator }],
  approve: [
    {
      ask: async ({ server }, who) => {
        const params = { user: await waitingPerson(server) }
        return server.call('approve', { params, body: {} }, who)
      },
      public: administrator,
    },
    {
      does: 'somebody who does not wait',
      ask: ({ crew, server }, who) =>
        server.call('approve', { params: { user: crew.id }, body: {} }, who),
      public: { ...administrator, owner: hidden },
    },
  ],
  refuse: [
    {
      ask: async ({ server }, who) =>
        server.call('refuse', { params: { user: await waitingPerson(server) } }, who),
      public: administrator,
    },
  ],
  administrators: [
    { ask: ({ server }, who) => server.call('administrators', {}, who), public: everybody },
  ],
  makeAdministrator: [
    {
      ask: async ({ server }, who) => {
        const { id } = await server.register(newName())
        return server.call('makeAdministrator', { params: { user: id }, body: {} }, who)
      },
      public: administrator,
    },
    {
      does: 'themself',
      ask: ({ server }, who) =>
        server.call('makeAdministrator', { params: { user: who.id }, body: {} }, who),
      public: administrator,
    },
  ],
  dismissAdministrator: [
    {
      ask: async ({ server }, who) => {
        const { id } = await server.register(newName())
        await server.storage.admission.setAdministrator(id, true)
        return server.call('dismissAdministrator', { params: { user: id } }, who)
      },
      public: administrator,
    },
  ],
  codeChallenge: [
    { ask: ({ server }, who) => server.call('codeChallenge', { body: {} }, who), public: anyone },
  ],
  codeProof: [
    {
      does: 'without the words',
      ask: async ({ server }, who) => {
        const { nonce } = await server.call('codeChallenge', { body: {} }, who)
        const body = { nonce, own: nonce, proof: 'p'.repeat(43) }
        return server.call('codeProof', { body }, who)
      },
      public: wordless,
    },
  ],
  space: [{ ask: ({ server }, who) => server.call('space', {}, who), public: anyone }],
  register: [
    {
      ask: ({ server }, who) => {
        const body = { name: newName(), password: 'Noras secret', device }
        return server.call('register', { body }, who)
      },
      public: anyone,
    },
  ],
  signIn: [
    {
      ask: async ({ server }, who) => {
        const { user, password } = await server.register(newName())
        return server.call('signIn', { body: { name: user.name, password, device } }, who)
      },
      public: anyone,
    },
  ],
  signOut: [
    {
      ask: async (harbour, who) => harbour.server.call('signOut', {}, await spare(harbour, who)),
      public: everybody,
    },
  ],
  sessions: [{ ask: ({ server }, who) => server.call('sessions', {}, who), public: everybody }],
  revokeSession: [
    {
      does: 'of somebody else',
      ask: ({ crew, server }, who) =>
        server.call('revokeSession', { params: { session: crew.session.id } }, who),
      public: nobody,
    },
  ],
  changePassword: [
    {
      ask: async (harbour, who) => {
        const person = await spare(harbour, who)
        const body = { current: person.password, next: 'another secret' }
        return harbour.server.call('changePassword', { body }, person)
      },
      public: everybody,
    },
  ],
  me: [{ ask: ({ server }, who) => server.call('me', {}, who), public: everybody }],
  updateMe: [
    {
      ask: ({ server }, who) => server.call('updateMe', { body: { colour: 3 } }, who),
      public: everybody,
    },
  ],
  setPicture: [
    {
      ask: (harbour, who) => put(harbour, 'setPicture', '/api/v1/me/picture', png, who),
      public: everybody,
    },
  ],
  removePicture: [
    { ask: ({ server }, who) => server.call('removePicture', {}, who), public: everybody },
  ],
  directory: [
    { ask: ({ server }, who) => server.call('directory', { query: {} }, who), public: everybody },
  ],
  users: [
    {
      ask: ({ crew, server }, who) => server.call('users', { query: { ids: crew.id } }, who),
      public: everybody,
    },
  ],
  user: [
    {
      ask: ({ crew, server }, who) => server.call('user', { params: { user: crew.id } }, who),
      public: everybody,
    },
  ],
  conversations: [
    {
      does: 'with the group among them',
      ask: async ({ group, server }, who) => {
        const { conversations } = await server.call('conversations', {}, who)
        return conversations.some(({ id }) => id === group)
      },
      public: membersSeeIt,
    },
  ],
  conversation: [
    {
      ask: ({ group, server }, who) =>
        server.call('conversation', { params: { conversation: group } }, who),
      public: members,
    },
    {
      does: 'of two others',
      ask: ({ crew, people, server }, who) => {
        const between = [crew.id, people.outsider.id].sort().join('.')
        return server.call('conversation', { params: { conversation: between } }, who)
      },
      public: nobody,
    },
  ],
  events: [
    {
      ask: ({ group, server }, who) =>
        server.call('events', { params: { conversation: group }, query: {} }, who),
      public: members,
    },
    {
      does: 'of notes to themself',
      ask: ({ crew, server }, who) => {
        const conversation = `${crew.id}.${crew.id}`
        return server.call('events', { params: { conversation }, query: {} }, who)
      },
      public: nobody,
    },
  ],
  search: [
    {
      does: 'everywhere',
      ask: async ({ group, server }, who) => {
        const { hits } = await server.call('search', { query: { query: 'boatswain' } }, who)
        return hits.some(({ conversation }) => conversation === group)
      },
      public: membersSeeIt,
    },
    {
      does: 'in the group',
      ask: ({ group, server }, who) =>
        server.call('search', { query: { query: 'boatswain', conversation: group } }, who),
      public: members,
    },
  ],
  browseGroups: [
    {
      ask: async ({ group, server }, who) => {
        const { groups } = await server.call('browseGroups', { query: { limit: 100 } }, who)
        return groups.some(({ id }) => id === group)
      },
      public: everybody,
      private: toOutsiders(absent),
    },
  ],
  createGroup: [
    {
      ask: ({ server }, who) =>
        server.call('createGroup', { body: { ...onlyCid(), name: 'Ships' } }, who),
      public: everybody,
    },
  ],
  group: [
    {
      ask: (harbour, who) => harbour.server.call('group', { params: params(harbour) }, who),
      public: everybody,
      private: toOutsiders(hidden),
    },
  ],
  updateGroup: [
    ...(['name', 'purpose', 'visibility'] as const).map((field): Row => {
      const change = { name: 'Ships', purpose: 'About ships', visibility: 'public' } as const
      return {
        does: `its ${field}`,
        ask: (harbour, who) => {
          const body = { ...onlyCid(), [field]: change[field] }
          return harbour.server.call('updateGroup', { params: params(harbour), body }, who)
        },
        public: admins,
        private: toOutsiders(hidden),
      }
    }),
    {
      does: 'to be archived',
      ask: (harbour, who) => {
        const body = { ...onlyCid(), archived: true }
        return harbour.server.call('updateGroup', { params: params(harbour), body }, who)
      },
      public: owner,
      private: toOutsiders(hidden),
    },
  ],
  joinGroup: [
    {
      ask: (harbour, who) =>
        harbour.server.call('joinGroup', { params: params(harbour), body: onlyCid() }, who),
      public: everybody,
      private: toOutsiders(hidden),
    },
  ],
  leaveGroup: [
    {
      ask: (harbour, who) =>
        harbour.server.call('leaveGroup', { params: params(harbour), body: onlyCid() }, who),
      public: members,
    },
  ],
  members: [
    {
      ask: (harbour, who) =>
        harbour.server.call('members', { params: params(harbour), query: {} }, who),
      public: everybody,
      private: toOutsiders(hidden),
    },
  ],
  addMember: [
    {
      ask: async (harbour, who) => {
        const { id } = await harbour.server.register(newName())
        const body = { ...onlyCid(), user: id }
        return harbour.server.call('addMember', { params: params(harbour), body }, who)
      },
      public: { ...everybody, ...toOutsiders(no) },
      private: { member: no, ...toOutsiders(hidden) },
    },
    {
      does: 'themself',
      ask: (harbour, who) => {
        const body = { ...onlyCid(), user: who.id }
        return harbour.server.call('addMember', { params: params(harbour), body }, who)
      },
      public: { ...everybody, ...toOutsiders(no) },
      private: { member: no, ...toOutsiders(hidden) },
    },
  ],
  setRole: [
    ...(['admin', 'owner'] as const).map((role): Row => ({
      does: `to ${role}`,
      ask: (harbour, who) => {
        const body = { ...onlyCid(), role }
        return harbour.server.call('setRole', { params: ofCrew(harbour), body }, who)
      },
      public: owner,
      private: toOutsiders(hidden),
    })),
    {
      does: 'of their own, to owner',
      ask: ({ group, server }, who) => {
        const body = { ...onlyCid(), role: 'owner' } as const
        return server.call('setRole', { params: { group, user: who.id }, body }, who)
      },
      public: owner,
      private: toOutsiders(hidden),
    },
  ],
  removeMember: [
    {
      ask: (harbour, who) =>
        harbour.server.call('removeMember', { params: ofCrew(harbour), query: onlyCid() }, who),
      public: admins,
      private: toOutsiders(hidden),
    },
    {
      does: 'the owner',
      ask: ({ group, people, server }, who) => {
        const ofOwner = { group, user: people.owner.id }
        return server.call('removeMember', { params: ofOwner, query: onlyCid() }, who)
      },
      public: { ...admins, owner: 'conflict', admin: no },
      private: toOutsiders(hidden),
    },
  ],
}
