import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Event } from '../../../protocol/index.ts'
import type { NewEvent, Requirement, Write } from '../storage.ts'
import { fold, ModelConversation } from './model-space.contract.ts'
import {
  inPages,
  join,
  newCid,
  now,
  TestedSpace,
  type OpenStore,
} from './store-under-test.contract.ts'

const PEOPLE = ['ada', 'bob', 'cleo']
const WORDS = ['apple', 'banana', 'cherry', 'date']
const CONVERSATIONS = ['ada.bob', 'club'] as const

type Step =
  | { do: 'write'; author: string; conversation: string; event: NewEvent; require: Requirement }
  | { do: 'repeat'; which: number }
  | { do: 'mark'; user: string; conversation: string; seq: number }

const person = fc.constantFrom(...PEOPLE)
const conversation = fc.constantFrom(...CONVERSATIONS)
const target = fc.integer({ min: 1, max: 12 })
const text = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 })
  .map((words) => words.join(' '))
const role = fc.constantFrom('admin' as const, 'member' as const)
const emoji = fc.constantFrom('👍', '🎉')
const event: fc.Arbitrary<NewEvent> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('message' as const), text }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('edit' as const), target, text }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), target }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('react' as const), target, emoji, on: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('join' as const), user: person, role }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('leave' as const), user: person }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('role' as const), user: person, role }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename' as const), name: text }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('archive' as const, 'restore' as const) }),
  },
)
const requirement: fc.Arbitrary<Requirement> = fc.record(
  {
    member: fc.constant(true as const),
    open: fc.constant(true as const),
    structure: fc.integer({ min: 0, max: 10 }),
    target: fc.record({ seq: target, author: person }, { requiredKeys: ['seq'] }),
  },
  { requiredKeys: [] },
)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      author: person,
      conversation,
      event,
      require: requirement,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('repeat' as const), which: fc.nat(50) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('mark' as const),
      user: person,
      conversation,
      seq: fc.nat(15),
    }),
  },
)
/** Rounds of steps that arrive at once; after some the store is closed and opened again. */
const rounds = fc.array(
  fc.record({ steps: fc.array(step, { maxLength: 12 }), reopen: fc.nat(5).map((n) => n === 0) }),
  { minLength: 1, maxLength: 6 },
)

/** Drives a space and its model side by side. */
class Twin {
  readonly space: TestedSpace
  readonly models = new Map<string, ModelConversation>()
  readonly #writes: Write[] = []

  constructor(space: TestedSpace) {
    this.space = space
  }

  async begin(): Promise<void> {
    this.models.set('ada.bob', new ModelConversation(['ada', 'bob']))
    this.models.set('club', new ModelConversation([]))
    const first = (id: string, events: NewEvent[]): Write => ({
      conversation: id,
      author: 'ada',
      cid: newCid(),
      at: now(),
      events,
    })
    const create: NewEvent = { kind: 'create', name: 'club', purpose: '', visibility: 'private' }
    await this.#append({
      ...first('ada.bob', [{ kind: 'message', text: 'apple' }]),
      create: { kind: 'direct', people: ['ada', 'bob'] },
    })
    await this.#append({
      ...first('club', [create, join('ada', 'owner'), join('bob')]),
      create: { kind: 'group' },
    })
  }

  async #append(write: Write): Promise<void> {
    this.#writes.push(write)
    const expected = this.models.get(write.conversation)!.append(write)
    const answer = await this.space.append(write)
    const { conversation } = write
    expect(answer).toEqual('refused' in expected ? expected : { ...expected, conversation })
  }

  async do(step: Step): Promise<void> {
    if (step.do === 'write') {
      const { author, conversation, event, require } = step
      return this.#append({
        conversation,
        author,
        cid: newCid(),
        at: now(),
        events: [event],
        require,
      })
    }
    if (step.do === 'repeat') return this.#append(this.#writes[step.which % this.#writes.length]!)
    const model = this.models.get(step.conversation)!
    model.mark(step.user, step.seq)
    const isMember = model.members().some(({ user }) => user === step.user)
    const read = model.read(step.user)
    const marker = await this.space.storage.log.markRead(step.user, step.conversation, step.seq)
    expect(marker?.read ?? null).toBe(isMember ? read : null)
  }

  async isEqual(): Promise<void> {
    for (const [id, model] of this.models) {
      const present = model.present()
      expect(await this.space.log(id)).toEqual(present)
      const members = await inPages(2, (options) =>
        this.space.storage.conversations.members(id, options),
      )
      const rank = (role: string) => ['owner', 'admin', 'member'].indexOf(role)
      const expected = model.members().sort((a, b) => rank(a.role) - rank(b.role))
      expect(members.map(({ user, role }) => ({ user, role }))).toEqual(expected)
      const group = await this.space.storage.conversations.group(id)
      if (id === 'club')
        expect([
          group!.name,
          group!.archivedAt !== null,
          group!.structure,
          group!.memberCount,
        ]).toEqual([model.name(), model.archived(), model.structure(), members.length])
      for (const user of PEOPLE) await this.#isSeen(id, model, user, present)
    }
    for (const user of PEOPLE) for (const word of WORDS) await this.#isFound(user, word)
  }

  async #isSeen(
    id: string,
    model: ModelConversation,
    user: string,
    present: Event[],
  ): Promise<void> {
    const seen = await this.space.storage.conversations.seenBy(id, user)
    if (!model.members().some((member) => member.user === user)) return expect(seen).toBeNull()
    const read = model.read(user)
    expect(seen).toMatchObject({
      head: present.length,
      headMessages: present.at(-1)!.messages,
      read,
      readMessages: present[read - 1]?.messages ?? 0,
      last: present.findLast(({ kind }) => kind === 'message') ?? null,
    })
  }

  async #isFound(user: string, word: string): Promise<void> {
    const expected = [...this.models].flatMap(([id, model]) =>
      !model.members().some((member) => member.user === user)
        ? []
        : model
            .present()
            .flatMap((event) =>
              event.kind === 'message' && event.text?.split(' ').includes(word)
                ? [`${id} ${event.seq}`]
                : [],
            ),
    )
    const { items } = await this.space.storage.log.search(user, word, { limit: 100 })
    const found = items.map(({ conversation: id, event }) => `${id} ${event.seq}`)
    expect(found.sort()).toEqual(expected.sort())
  }

  /** What a reader keeps who has read everything by now. */
  async snapshot(): Promise<Map<string, Event[]>> {
    const logs = [...this.models.keys()].map(async (id) => [id, await this.space.log(id)] as const)
    return new Map(await Promise.all(logs))
  }
}

export function describeModel(open: OpenStore): void {
  describe('whatever is written in whatever order', () => {
    it(
      'equals the model, and an old snapshot with the events since equals a fresh one',
      { timeout: 120_000 },
      async () => {
        await fc.assert(
          fc.asyncProperty(rounds, async (all) => {
            const twin = new Twin(new TestedSpace(await open()))
            try {
              await twin.begin()
              const snapshots = []
              for (const { steps, reopen } of all) {
                await Promise.all(steps.map((one) => twin.do(one)))
                if (reopen) await twin.space.reopen()
                snapshots.push(await twin.snapshot())
              }
              await twin.isEqual()
              for (const snapshot of snapshots) await catchesUp(twin, snapshot)
            } finally {
              await twin.space.storage.upkeep.close()
            }
          }),
          { numRuns: 40 },
        )
      },
    )
  })
}

async function catchesUp({ space }: Twin, snapshot: Map<string, Event[]>): Promise<void> {
  const positions = Object.fromEntries([...snapshot].map(([id, events]) => [id, events.length]))
  for (const { conversation, events } of await space.storage.log.resume('ada', positions))
    expect(fold(snapshot.get(conversation.id)!, events as Event[])).toEqual(
      await space.log(conversation.id),
    )
}
