import type { DraftEvent, RequestType } from '../../protocol/index.ts'
import type { TestPerson } from '../../server/test/test-server.ts'
import { newCid, type TestSocket } from '../../server/test/test-socket.ts'
import {
  everybody,
  members,
  membersSeeIt,
  type Expected,
  type Row,
} from './rest-matrix.contract.ts'
import type { Harbour } from './harbour.contract.ts'

export type FrameRow = Omit<Row, 'ask'> & {
  ask: (socket: TestSocket, harbour: Harbour, who: TestPerson) => Promise<unknown>
}

const no = 'forbidden'
/** A connection of a device that was signed out is not refused anything: it is gone. */
const closed = { revoked: 'closed with 4100' }
const to = (expected: Expected): Expected => ({ ...expected, ...closed })

function sending(
  does: string,
  event: (harbour: Harbour) => DraftEvent,
  expected: Expected,
): FrameRow {
  return {
    does,
    ask: (socket, harbour) =>
      socket.request('send', {
        conversation: harbour.group,
        cid: newCid(),
        event: event(harbour),
      }),
    public: to(expected),
  }
}

/** Every frame but `hello` on a connection that was welcomed; `hello` on one of its own. */
export const frameMatrix: Record<RequestType, readonly FrameRow[]> = {
  hello: [
    {
      does: 'with the group in its welcome',
      ask: async (socket, { group }, { token }) => {
        const { conversations } = await socket.hello(token)
        return conversations.some(({ conversation }) => conversation.id === group)
      },
      public: membersSeeIt,
    },
    {
      does: 'with a position of the group',
      ask: async (socket, { group }, { epoch, token }) => {
        const { conversations } = await socket.hello(token, { epoch, positions: { [group]: 1 } })
        return conversations.some(({ conversation }) => conversation.id === group)
      },
      public: membersSeeIt,
    },
  ],
  send: [
    sending('a message', () => ({ kind: 'message', text: 'Ahoy' }), members),
    sending(
      'a reaction',
      ({ said }) => ({ kind: 'react', target: said, emoji: '⛵', on: true }),
      members,
    ),
    sending(
      "an edit of another's message",
      ({ said }) => ({ kind: 'edit', target: said, text: 'No' }),
      {
        ...members,
        ...{ owner: no, admin: no, member: no },
      },
    ),
    sending("a deletion of another's message", ({ said }) => ({ kind: 'delete', target: said }), {
      ...members,
      member: no,
    }),
    {
      does: 'into a direct conversation of two others',
      ask: (socket, { crew, people }) => {
        const conversation = [crew.id, people.outsider.id].sort().join('.')
        const event = { kind: 'message', text: 'Ahoy' } as const
        return socket.request('send', { conversation, cid: newCid(), event })
      },
      public: to({
        ...{ owner: 'not_found', admin: 'not_found', member: 'not_found', removed: 'not_found' },
        ...{ outsider: 'allowed', revoked: '' },
      }),
    },
  ],
  read: [
    {
      ask: (socket, { group, said }) => socket.request('read', { conversation: group, seq: said }),
      public: to(members),
    },
  ],
  sync: [
    {
      ask: async (socket, { group }) => {
        const { conversations, gone } = await socket.request('sync', { positions: { [group]: 1 } })
        if (gone.includes(group) === conversations.length > 0) throw new Error('both or neither')
        return conversations.length > 0
      },
      public: to(membersSeeIt),
    },
  ],
  typing: [
    {
      ask: (socket, { group }) => socket.request('typing', { conversation: group, on: true }),
      public: to(members),
    },
  ],
  activity: [
    { ask: (socket) => socket.request('activity', { state: 'away' }), public: to(everybody) },
  ],
  watch: [
    {
      ask: (socket, { crew }) => socket.request('watch', { users: [crew.id] }),
      public: to(everybody),
    },
  ],
  ping: [{ ask: (socket) => socket.request('ping', {}), public: to(everybody) }],
}
