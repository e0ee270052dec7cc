import type { RequestFields, RequestType, RouteInput, RouteName } from '../../protocol/index.ts'

/** What a well-formed request is about. */
export type About = { token: string; me: string; group: string; session: string }

/** One well-formed frame of each type, with all that it may hold. */
export function frameSamples(about: About): { [T in RequestType]: RequestFields<T> } {
  const { group, me, token } = about
  return {
    hello: {
      ...{ token, epoch: 'some-epoch', directory: 3 },
      positions: { [group]: 1, [`${me}.${me}`]: 0 },
      client: { name: 'fuzz', version: '1' },
    },
    send: {
      conversation: group,
      cid: 'fuzz-cid-1',
      event: { kind: 'message', text: 'Ahoy', replyTo: 1 },
    },
    read: { conversation: group, seq: 2 },
    sync: { positions: { [group]: 1, 'no-such-group': 5 } },
    typing: { conversation: group, on: true },
    activity: { state: 'away' },
    watch: { users: [me] },
    ping: {},
  }
}

/** One well-formed request of each route; `null` where its use would end what the others need. */
export function routeSamples(about: About): { [N in RouteName]: RouteInput<N> | null } {
  const { group, me, session } = about
  const cid = 'fuzz-cid-2'
  const params = { group }
  const ofMe = { group, user: me }
  const device = 'a fuzzer'
  const page = { cursor: 'x', limit: 5 }
  return {
    space: {},
    // Nobody could come in any more.
    updateSpace: null,
    invites: {},
    createInvite: { body: { note: 'x', uses: 3, days: 2, words: false } },
    revokeInvite: { params: { invite: 'no-such-invite' } },
    waiting: {},
    approve: { params: { user: me }, body: {} },
    refuse: { params: { user: me } },
    administrators: {},
    makeAdministrator: { params: { user: me }, body: {} },
    dismissAdministrator: { params: { user: 'nobody' } },
    codeChallenge: { body: {} },
    codeProof: { body: { nonce: 'n'.repeat(22), own: 'o'.repeat(22), proof: 'p'.repeat(43) } },
    register: { body: { name: 'Fuzz', password: 'a secret', device, invite: 'i'.repeat(22) } },
    signIn: { body: { name: 'Fuzz', password: 'a secret', device } },
    signOut: null,
    sessions: {},
    revokeSession: { params: { session: `${session}x` } },
    changePassword: { body: { current: 'not this one', next: 'another secret' } },
    me: {},
    updateMe: { body: { displayName: 'F', colour: 3 } },
    setPicture: {},
    removePicture: {},
    directory: { query: { query: 'a', ...page } },
    users: { query: { ids: `${me},nobody` } },
    user: { params: { user: me } },
    conversations: {},
    conversation: { params: { conversation: group } },
    events: {
      params: { conversation: group },
      query: { before: 9, after: 1, around: 2, limit: 5 },
    },
    search: { query: { query: 'ahoy', conversation: group, ...page } },
    browseGroups: { query: { query: 'b', archived: 'true', ...page } },
    createGroup: {
      body: { cid, name: 'Boats', purpose: 'About', visibility: 'public', members: [me] },
    },
    group: { params },
    updateGroup: {
      params,
      body: { cid, name: 'Ships', purpose: 'x', visibility: 'private', archived: false },
    },
    joinGroup: { params, body: { cid } },
    leaveGroup: { params: { group: 'no-such-group' }, body: { cid } },
    members: { params, query: { query: 'a', ...page } },
    addMember: { params, body: { cid, user: me } },
    setRole: { params: ofMe, body: { cid, role: 'admin' } },
    removeMember: { params: ofMe, query: { cid } },
  }
}
