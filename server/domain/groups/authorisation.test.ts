import { describe, expect, it } from 'vitest'
import type { Refused, Visibility } from '../../../protocol/index.ts'
import { refusalOf } from '../../test/domain-space.ts'
import {
  harbourGroup,
  standings,
  type HarbourGroup,
  type Standing,
} from '../../test/harbour-group.ts'
import type { Caller } from '../caller.ts'
import type { Domain } from '../domain.ts'

type Action = (harbour: HarbourGroup, caller: Caller) => Promise<unknown>

const ok = 'allowed'
const no = 'forbidden'
const hidden = 'not_found'
type Expected = Record<Standing, string>

/** What each standing is answered: in a public group, and where it differs, in a private one. */
const matrix: Record<string, { does: Action; public: Expected; private?: Partial<Expected> }> = {
  'sees the group': {
    does: ({ domain, group }, caller) => domain.groups.one(caller, group),
    public: { owner: ok, admin: ok, member: ok, removed: ok, outsider: ok },
    private: { removed: hidden, outsider: hidden },
  },
  'lists the members': {
    does: ({ domain, group }, caller) => domain.groups.members(caller, group, { limit: 10 }),
    public: { owner: ok, admin: ok, member: ok, removed: ok, outsider: ok },
    private: { removed: hidden, outsider: hidden },
  },
  'sees the conversation': {
    does: ({ domain, group }, caller) => domain.conversations.one(caller, group),
    public: { owner: ok, admin: ok, member: ok, removed: hidden, outsider: hidden },
  },
  'reads a page': {
    does: ({ domain, group }, caller) => domain.conversations.page(caller, group, { limit: 10 }),
    public: { owner: ok, admin: ok, member: ok, removed: hidden, outsider: hidden },
  },
  'searches in it': {
    does: ({ domain, group }, caller) =>
      domain.conversations.search(caller, 'boat', { conversation: group, limit: 10 }),
    public: { owner: ok, admin: ok, member: ok, removed: hidden, outsider: hidden },
  },
  'marks it read': {
    does: ({ domain, group }, caller) => domain.conversations.markRead(caller, group, 1),
    public: { owner: ok, admin: ok, member: ok, removed: hidden, outsider: hidden },
  },
  'may be heard in it': {
    does: ({ domain, group }, caller) => domain.conversations.authorise(caller, group),
    public: { owner: ok, admin: ok, member: ok, removed: hidden, outsider: hidden },
  },
  'writes in it': {
    does: ({ domain, group, cid }, caller) =>
      domain.messages.send(caller, group, cid(), { kind: 'message', text: 'Ahoy' }),
    public: { owner: ok, admin: ok, member: ok, removed: hidden, outsider: hidden },
  },
  'reacts to another’s message': {
    does: async (harbour, caller) => {
      const target = await written(harbour)
      const draft = { kind: 'react', target, emoji: '⛵', on: true } as const
      return harbour.domain.messages.send(caller, harbour.group, harbour.cid(), draft)
    },
    public: { owner: ok, admin: ok, member: ok, removed: hidden, outsider: hidden },
  },
  'edits another’s message': {
    does: async (harbour, caller) => {
      const draft = { kind: 'edit', target: await written(harbour), text: 'No' } as const
      return harbour.domain.messages.send(caller, harbour.group, harbour.cid(), draft)
    },
    public: { owner: no, admin: no, member: no, removed: hidden, outsider: hidden },
  },
  'deletes another’s message': {
    does: async (harbour, caller) => {
      const draft = { kind: 'delete', target: await written(harbour) } as const
      return harbour.domain.messages.send(caller, harbour.group, harbour.cid(), draft)
    },
    public: { owner: ok, admin: ok, member: no, removed: hidden, outsider: hidden },
  },
  joins: {
    does: ({ domain, group, cid }, caller) => domain.groups.join(caller, group, cid()),
    public: { owner: ok, admin: ok, member: ok, removed: ok, outsider: ok },
    private: { removed: hidden, outsider: hidden },
  },
  leaves: {
    does: ({ domain, group, cid }, caller) => domain.groups.leave(caller, group, cid()),
    public: { owner: ok, admin: ok, member: ok, removed: hidden, outsider: hidden },
  },
  'adds somebody': {
    does: async ({ domain, group, cid, person }, caller) =>
      domain.groups.addMember(caller, group, cid(), (await person('Nora')).user),
    public: { owner: ok, admin: ok, member: ok, removed: no, outsider: no },
    private: { member: no, removed: hidden, outsider: hidden },
  },
  'removes a member': {
    does: ({ domain, group, cid, crew }, caller) =>
      domain.groups.removeMember(caller, group, cid(), crew.user),
    public: { owner: ok, admin: ok, member: no, removed: no, outsider: no },
    private: { removed: hidden, outsider: hidden },
  },
  'removes an admin': {
    does: ({ domain, group, cid, mate }, caller) =>
      domain.groups.removeMember(caller, group, cid(), mate.user),
    public: { owner: ok, admin: no, member: no, removed: no, outsider: no },
    private: { removed: hidden, outsider: hidden },
  },
  'removes themself': {
    does: ({ domain, group, cid }, caller) =>
      domain.groups.removeMember(caller, group, cid(), caller.user),
    public: { owner: 'conflict', admin: 'conflict', member: no, removed: no, outsider: no },
    private: { removed: hidden, outsider: hidden },
  },
  'makes a member an admin': {
    does: ({ domain, group, cid, crew }, caller) =>
      domain.groups.setRole(caller, group, cid(), crew.user, 'admin'),
    public: { owner: ok, admin: no, member: no, removed: no, outsider: no },
    private: { removed: hidden, outsider: hidden },
  },
  'makes an admin a member': {
    does: ({ domain, group, cid, mate }, caller) =>
      domain.groups.setRole(caller, group, cid(), mate.user, 'member'),
    public: { owner: ok, admin: no, member: no, removed: no, outsider: no },
    private: { removed: hidden, outsider: hidden },
  },
  'hands the group on': {
    does: ({ domain, group, cid, crew }, caller) =>
      domain.groups.setRole(caller, group, cid(), crew.user, 'owner'),
    public: { owner: ok, admin: no, member: no, removed: no, outsider: no },
    private: { removed: hidden, outsider: hidden },
  },
  'takes the group over': {
    does: ({ domain, group, cid }, caller) =>
      domain.groups.setRole(caller, group, cid(), caller.user, 'owner'),
    public: { owner: ok, admin: no, member: no, removed: no, outsider: no },
    private: { removed: hidden, outsider: hidden },
  },
  'renames it': {
    does: ({ domain, group, cid }, caller) =>
      domain.groups.update(caller, group, cid(), { name: 'Ships' }),
    public: { owner: ok, admin: ok, member: no, removed: no, outsider: no },
    private: { removed: hidden, outsider: hidden },
  },
  'opens or closes it': {
    does: async ({ domain, group, cid }, caller) => {
      const { visibility } = await domain.groups.one(caller, group)
      const other = visibility === 'public' ? 'private' : 'public'
      return domain.groups.update(caller, group, cid(), { visibility: other })
    },
    public: { owner: ok, admin: ok, member: no, removed: no, outsider: no },
    private: { removed: hidden, outsider: hidden },
  },
  'archives it': {
    does: ({ domain, group, cid }, caller) =>
      domain.groups.update(caller, group, cid(), { archived: true }),
    public: { owner: ok, admin: no, member: no, removed: no, outsider: no },
    private: { removed: hidden, outsider: hidden },
  },
}

async function written({ domain, group, crew, cid }: HarbourGroup): Promise<number> {
  const { seq } = await domain.messages.send(crew, group, cid(), { kind: 'message', text: 'Hi' })
  return seq
}

const cells = Object.entries(matrix).flatMap(([action, row]) =>
  (['public', 'private'] as Visibility[]).flatMap((visibility) =>
    standings.map((standing) => {
      const expected = (visibility === 'private' && row.private?.[standing]) || row.public[standing]
      return { action, does: row.does, visibility, standing, expected }
    }),
  ),
)

describe('who may do what in a group', () => {
  it.each(cells)('$visibility: $standing $action: $expected', async (cell) => {
    const harbour = await harbourGroup(cell.visibility)
    const caller = harbour.people[cell.standing]
    expect(await refusalOf(cell.does(harbour, caller))).toBe(cell.expected)
  })

  it.each(Object.entries(matrix))(
    'an outsider who %s cannot tell a private group from none',
    async (_, { does }) => {
      const harbour = await harbourGroup('private')
      const elsewhere = { ...harbour, group: 'no-such-group', domain: writtenInTheGroup(harbour) }
      const real = await answerOf(does(harbour, harbour.people.outsider))
      const none = await answerOf(does(elsewhere, harbour.people.outsider))
      expect(real).toMatchObject({ code: 'not_found' })
      expect(none).toEqual(real)
    },
  )
})

function answerOf(attempt: Promise<unknown>): Promise<unknown> {
  return attempt.catch((error: Refused) => error.toRefusal())
}

/** The message that an action is about is there, wherever the action itself goes. */
function writtenInTheGroup({ domain, crew, group }: HarbourGroup): Domain {
  const { send } = domain.messages
  return {
    ...domain,
    messages: {
      send: (caller, asked, cid, draft) =>
        send(caller, caller === crew ? group : asked, cid, draft),
    },
  }
}
