import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { AnyEvent, Conversation, ConversationId, Event } from '../protocol/index.ts'
import { isShown } from './timeline/event-window.ts'
import { createBrowser } from './test/browser.ts'
import { NO_FAULTS } from './test/faulty-network.ts'
import { createWorld, Person, type World } from './test/person.ts'
import type { ConversationView, OpenConversation } from './space-client.ts'

/** One with two devices, one with two windows of one browser, and a third who comes and goes. */
const NAMES = ['Ann', 'Ann', 'Ben', 'Ben', 'Cay']

type Writing = {
  do: 'send' | 'edit' | 'delete' | 'react' | 'read'
  who: number
  where: number
  what: number
}
type Happening = {
  do: 'pull' | 'plug' | 'restart' | 'kill' | 'rename' | 'leave' | 'join'
  who: number
}
type Step =
  | Writing
  | Happening
  | { do: 'open' | 'older'; who: number; where: number }
  | { do: 'crash' | 'storm' | 'calm' }
  | { do: 'wait'; ms: number }

const who = fc.nat(NAMES.length - 1)
const where = fc.nat(2)
const what = fc.nat(1000)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ do: fc.constant('send' as const), who, where, what }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('edit' as const, 'delete' as const, 'react' as const, 'read' as const),
      who,
      where,
      what,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'pull' as const,
        'plug' as const,
        'restart' as const,
        'kill' as const,
        'rename' as const,
        'leave' as const,
        'join' as const,
      ),
      who,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('open' as const, 'older' as const), who, where }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('crash' as const, 'storm' as const, 'calm' as const),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 7, 60, 800) }),
  },
)

class Play {
  readonly world: World
  readonly people: Person[] = []
  readonly typed = new Map<string, string>()
  readonly #open = new Map<string, OpenConversation>()
  #conversations: ConversationId[] = []
  #count = 0

  constructor(seed: number) {
    this.world = createWorld(seed)
  }

  async begin(): Promise<void> {
    const browser = createBrowser()
    for (const name of NAMES) {
      const person = new Person(name, this.world, name === 'Ben' ? browser : {})
      const known = this.people.some((other) => other.name === name)
      await person.openClient()
      this.people.push(person)
      if (person.client.account.get()) continue
      const { accounts } = person.client
      await person.wait(
        known ? accounts.signIn(name, 'password') : accounts.register(name, 'password'),
      )
    }
    for (const person of this.people) await person.online()
    const [ann, , ben, , cay] = this.people as [Person, Person, Person, Person, Person]
    const group = await ann.wait(
      ann.client.groups.create({ name: 'Group', members: [ben.id, cay.id] }),
    )
    this.#conversations = [group, ann.client.direct(ben.id), ann.client.direct(ann.id)]
    await this.world.clock.advance(500)
  }

  get group(): ConversationId {
    return this.#conversations[0]!
  }

  opened(index: number, where: number): OpenConversation {
    const id = this.#conversations[where]!
    const key = `${index} ${id}`
    const open = this.#open.get(key) ?? this.people[index]!.open(id)
    this.#open.set(key, open)
    return open
  }

  forgetOpen(index: number): void {
    for (const key of [...this.#open.keys()])
      if (key.startsWith(`${index} `)) this.#open.delete(key)
  }

  async run(step: Step): Promise<void> {
    const { clock, server, network } = this.world
    switch (step.do) {
      case 'wait':
        return clock.advance(step.ms)
      case 'storm':
        network.faults = { lostPush: 0.3, doubledPush: 0.2, latePush: 0.3, delay: 40 }
        return
      case 'calm':
        network.faults = NO_FAULTS
        return
      case 'crash':
        server.stop()
        await clock.advance(30)
        return server.start()
      case 'older':
        void this.opened(step.who, step.where)
          .loadOlder()
          .catch(() => {})
        return
      case 'open':
        void this.opened(step.who, step.where)
          .jumpToNewest()
          .catch(() => {})
        return
      case 'send':
      case 'edit':
      case 'delete':
      case 'react':
      case 'read':
        return this.#write(step)
      default:
        return this.#happen(step)
    }
  }

  async #happen(step: Happening): Promise<void> {
    const person = this.people[step.who]!
    const { groups } = person.client
    switch (step.do) {
      case 'pull':
        return person.cable.pull()
      case 'plug':
        return person.cable.plug()
      case 'restart':
        this.forgetOpen(step.who)
        return person.restart()
      case 'kill':
        this.forgetOpen(step.who)
        person.kill()
        return person.openClient()
      case 'rename':
        void groups.update(this.group, { name: `Group ${(this.#count += 1)}` }).catch(() => {})
        return
      case 'leave':
        if (step.who === 4) void groups.leave(this.group).catch(() => {})
        return
      case 'join':
        if (step.who === 4) void groups.join(this.group).catch(() => {})
        return
    }
  }

  async #write(step: Writing): Promise<void> {
    if (step.who === 4 && step.where > 0) return
    if (step.who > 1 && step.where === 2) return
    const open = this.opened(step.who, step.where)
    if (step.do === 'send') {
      const text = `text ${(this.#count += 1)}`
      const cid = await this.people[step.who]!.wait(open.send(text))
      this.typed.set(cid, text)
      return
    }
    const sent = open.timeline
      .get()
      .items.filter(({ event, state }) => event.kind === 'message' && state === 'sent' && event.seq)
    const target = sent[step.what % Math.max(1, sent.length)]?.event.seq
    if (target === undefined) return
    if (step.do === 'read') return open.markRead(target)
    const change =
      step.do === 'edit'
        ? open.edit(target, `edited ${(this.#count += 1)}`)
        : step.do === 'delete'
          ? open.remove(target)
          : open.react(target, step.what % 2 ? '👍' : '🎉', step.what % 3 > 0)
    await this.people[step.who]!.wait(change)
  }

  /** All is mended, and time goes by. */
  async mend(): Promise<void> {
    const { clock, server, network } = this.world
    network.faults = NO_FAULTS
    if (!server.running) server.start()
    for (const person of this.people) person.cable.plug()
    await clock.until(() =>
      this.people.every(({ client }) => {
        const { phase, unsent } = client.connection.get()
        return phase === 'online' && unsent === 0
      }),
    )
    await clock.advance(400_000)
  }

  async snapshots(person: Person): Promise<Conversation[]> {
    const resumed = await this.world.server.storage.log.resume(person.id, {})
    return resumed.map(({ conversation }) => conversation)
  }

  async log(id: ConversationId): Promise<Event[]> {
    const { events } = await this.world.server.storage.log.page(id, { after: 0, limit: 1e6 })
    return events
  }
}

function comparable(view: ConversationView) {
  const { typing: _t, draft: _d, pending: _p, failed: _f, peer: _peer, ...rest } = view
  return rest
}

function expected(conversation: Conversation): Omit<ReturnType<typeof comparable>, never> {
  const { headMessages, readMessages, last, ...rest } = conversation
  const { id, kind, head, read, group, peerRead, activeAt } = rest
  const unread = Math.max(0, headMessages - readMessages)
  const message = last?.kind === 'message' ? last : null
  return { id, kind, head, read, group, peerRead, activeAt, unread, last: message }
}

/**
 * Where two windows share a cache and neither has the server, it may hold less than everything: a window that
 * hears of a conversation anew makes room in it for what the server says, whatever the other one had kept.
 */
const mayHoldLess = ({ cable, cache }: Person): boolean => cable.pulled && cache.shared !== null

/** False where nothing of it is at hand, which is then said. */
async function loaded(play: Play, person: Person, open: OpenConversation): Promise<boolean> {
  const status = () => open.timeline.get().status
  const wanted = mayHoldLess(person) ? ['ready', 'failed'] : ['ready']
  await play.world.clock.until(() => wanted.includes(status()))
  if (status() === 'failed') expect(open.timeline.get().problem).toBe('unreachable')
  else await loadAll(person, open)
  return status() === 'ready'
}

async function loadAll(person: Person, open: OpenConversation): Promise<void> {
  while (!open.timeline.get().atStart) {
    try {
      await person.wait(open.loadOlder())
    } catch (error) {
      if (!mayHoldLess(person)) throw error
      return
    }
  }
}

async function expectWhole(play: Play, person: Person): Promise<void> {
  const snapshots = await play.snapshots(person)
  const views = person.client.conversations.get()
  const listed = views.filter(({ id }) => snapshots.some((snapshot) => snapshot.id === id))
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
  expect(listed.map(comparable).sort(byId)).toEqual(snapshots.map(expected).sort(byId))
  for (const view of views)
    if (!listed.includes(view)) expect(view.failed + view.draft.length).toBeGreaterThan(0)
  for (const { id } of snapshots) {
    const open = person.open(id)
    await person.wait(open.jumpToNewest())
    if (!(await loaded(play, person, open))) continue
    const { items } = open.timeline.get()
    const shown: AnyEvent[] = items
      .filter(({ state }) => state === 'sent')
      .map(({ event }) => event)
    const first = shown[0]?.seq ?? 1
    const log = (await play.log(id)).filter((event) => isShown(event) && event.seq >= first)
    expect(shown).toEqual(log)
    open.close()
  }
}

it(
  'every client ends up equal to the server, whatever happens on the way',
  { timeout: 240_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1e6 }),
        fc.array(step, { minLength: 10, maxLength: 120, size: 'max' }),
        async (seed, steps) => {
          const play = new Play(seed)
          await play.begin()
          for (const step of steps) await play.run(step)
          await play.mend()
          for (const person of play.people) await expectWhole(play, person)
          await expectOnce(play)
          // And what is cached is as right as what is in memory.
          for (const [index, person] of play.people.entries()) {
            play.forgetOpen(index)
            person.cable.pull()
            await person.restart()
            await expectWhole(play, person)
          }
          for (const person of play.people) await person.wait(person.client.close())
        },
      ),
      { numRuns: Number(process.env['PARLEY_PLAYS'] ?? 25), endOnFailure: false },
    )
  },
)

/** Everything typed is in the log once, or failed with a reason. */
async function expectOnce(play: Play): Promise<void> {
  const stored = new Map<string, number>()
  for (const { events } of play.world.server.data.conversations.values())
    for (const { cid, kind } of events)
      if (cid !== undefined && kind === 'message') stored.set(cid, (stored.get(cid) ?? 0) + 1)
  const failed = new Set<string>()
  for (const person of play.people) {
    const { outbox } = await person.cache.unsent()
    for (const { cid, state, problem } of outbox) {
      expect(state).toBe('failed')
      expect(problem).not.toBeNull()
      failed.add(cid)
    }
  }
  for (const cid of play.typed.keys())
    expect((stored.get(cid) ?? 0) + (failed.has(cid) ? 1 : 0)).toBe(1)
}
