import { directConversation } from '../../protocol/index.ts'
import { ParleyMember } from '../parley/parley-member.ts'
import { Delays } from '../report/delays.ts'
import type { SeededPerson, SeededSpace } from '../seed/seed-space.ts'
import { vocabulary } from '../texts.ts'
import { RestConnection, type Answer } from './rest-connection.ts'

export type Reading = {
  what: string
  p50: number
  p99: number
  targets?: { p50?: number; p99?: number }
}

type Page = { events: { seq: number }[]; head: number }
type Hits = { hits: unknown[] }

const pageSize = 50
const searchSize = 20

/**
 * What clients ask of a long history, each `times` times: everybody in turn, as a person may search a
 * few times a second at most, and a pause would time how the machine wakes up.
 */
export async function readHistory(
  port: number,
  space: SeededSpace,
  times: number,
): Promise<Reading[]> {
  const rest = new RestConnection(port)
  const asking = askers(space.people, rest)
  const [first, second] = [space.people[0]!, space.people[1]!]
  const conversation = directConversation(first.id, second.id)
  const { head } = (
    await rest.get<Page>(first.tokens[0]!, `/conversations/${conversation}/events`, { limit: '1' })
  ).body
  const common = `${vocabulary[0]} ${vocabulary[3]}`
  try {
    return [
      await timed('an answer without storage', times, () => asking().space()),
      {
        ...(await timed('opening a conversation at its end', times, () => asking().page({}))),
        targets: { p99: 5 },
      },
      {
        ...(await timed('opening a conversation in the middle', times, () =>
          asking().page({ around: String(1 + Math.floor(Math.random() * head)) }),
        )),
        targets: { p99: 5 },
      },
      await timed('resuming, 2 conversations, nothing missed', times, () =>
        resume(port, space, { [conversation]: head }),
      ),
      await timed('resuming, 200 messages missed', times, () =>
        resume(port, space, { [conversation]: head - 200 }),
      ),
      await timed('resuming after a long absence, too far behind', times, () =>
        resume(port, space, { [conversation]: 1 }),
      ),
      {
        ...(await timed('search, selective words', times, () => asking().search(rareWord()))),
        targets: { p50: 1 },
      },
      {
        ...(await timed('search, common words', times, () => asking().search(common).then(full))),
        targets: { p50: 10 },
      },
      {
        ...(await timed('search, a common word in one conversation', times, () =>
          asking().searchInOne(vocabulary[0]!).then(full),
        )),
        targets: { p50: 2 },
      },
      {
        ...(await timed('search, a selective word in one conversation', times, () =>
          asking().searchInOne(rareWord()),
        )),
        targets: { p50: 2 },
      },
    ]
  } finally {
    rest.close()
  }
}

/** The next person in turn, with what they ask about their conversation with the one after. */
function askers(people: readonly SeededPerson[], rest: RestConnection) {
  let turn = 0
  return () => {
    const person = people[turn++ % people.length]!
    const token = person.tokens[0]!
    const conversation = directConversation(person.id, people[turn % people.length]!.id)
    const search = (query: string, where: Record<string, string> = {}): Promise<Answer<Hits>> =>
      rest.get<Hits>(token, '/search', { query, limit: String(searchSize), ...where })
    return {
      space: () => rest.get<object>(token, '/space'),
      async page(query: Record<string, string>): Promise<Answer<Page>> {
        const path = `/conversations/${conversation}/events`
        const answer = await rest.get<Page>(token, path, { limit: String(pageSize), ...query })
        assertPage(answer.body)
        return answer
      },
      search,
      searchInOne: (query: string) => search(query, { conversation }),
    }
  }
}

function full(answer: Answer<Hits>): Answer<Hits> {
  if (answer.body.hits.length !== searchSize) throw new Error(`${answer.body.hits.length} hits`)
  return answer
}

async function timed(
  what: string,
  times: number,
  ask: () => Promise<{ took: number }>,
): Promise<Reading> {
  const delays = new Delays()
  for (let time = 0; time < times; time++) delays.add((await ask()).took)
  const { p50, p99 } = delays.quantiles()
  return { what, p50, p99 }
}

async function resume(
  port: number,
  { epoch, people }: SeededSpace,
  positions: Record<string, number>,
): Promise<{ took: number }> {
  const since = performance.now()
  const member = await ParleyMember.connect(port, people[0]!, { epoch, positions })
  const took = performance.now() - since
  member.socket.close()
  const [[id, position]] = Object.entries(positions) as [[string, number]]
  const resumed = member.welcome.conversations.find(({ conversation }) => conversation.id === id)
  const missed = resumed!.conversation.head - position
  if (!resumed!.tooFar && resumed!.events?.length !== missed) throw new Error('events are missing')
  return { took }
}

function assertPage({ events }: Page): void {
  const isWhole = events.every(
    ({ seq }, index) => index === 0 || seq === events[index - 1]!.seq + 1,
  )
  if (events.length !== pageSize || !isWhole) throw new Error(`a page of ${events.length} events`)
}

function rareWord(): string {
  return vocabulary[25_000 + Math.floor(Math.random() * 4_000)]!
}
