import { directConversation } from '../../protocol/index.ts'
import { ParleyMember } from '../parley/parley-member.ts'
import { Delays } from '../report/delays.ts'
import type { SeededSpace } from '../seed/seed-space.ts'
import { vocabulary } from '../texts.ts'
import { RestConnection } from './rest-connection.ts'

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
/** Searches per second that one person may make on average; more would be refused. */
const searchPause = 50

/** What a client asks of a long history, each `times` times. */
export async function readHistory(
  port: number,
  space: SeededSpace,
  times: number,
): Promise<Reading[]> {
  const [person, peer] = [space.people[0]!, space.people[1]!]
  const rest = new RestConnection(port, person.tokens[0]!)
  const conversation = directConversation(person.id, peer.id)
  const events = `/conversations/${conversation}/events`
  const { head } = (await rest.get<Page>(events, { limit: '1' })).body
  const page = async (query: Record<string, string>): Promise<number> => {
    const { body, took } = await rest.get<Page>(events, { limit: String(pageSize), ...query })
    assertPage(body)
    return took
  }
  const search = async (words: string, where: Record<string, string>, finds: boolean) => {
    const query = { query: words, limit: String(searchSize), ...where }
    const { body, took } = await rest.get<Hits>('/search', query)
    if (finds && body.hits.length !== searchSize)
      throw new Error(`${words}: ${body.hits.length} hits`)
    await new Promise((resolve) => setTimeout(resolve, searchPause))
    return took
  }
  const searches = Math.min(times, 60)
  try {
    return [
      {
        ...(await timed('opening a conversation at its end', times, () => page({}))),
        targets: { p99: 5 },
      },
      {
        ...(await timed('opening a conversation in the middle', times, () =>
          page({ around: String(1 + Math.floor(Math.random() * head)) }),
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
        ...(await timed('search, selective words', searches, () => search(rareWord(), {}, false))),
        targets: { p50: 1 },
      },
      {
        ...(await timed('search, common words', searches, () =>
          search(`${vocabulary[0]} ${vocabulary[3]}`, {}, true),
        )),
        targets: { p50: 10 },
      },
      {
        ...(await timed('search, a common word in one conversation', searches, () =>
          search(vocabulary[0]!, { conversation }, true),
        )),
        targets: { p50: 2 },
      },
      {
        ...(await timed('search, a selective word in one conversation', searches, () =>
          search(rareWord(), { conversation }, false),
        )),
        targets: { p50: 2 },
      },
    ]
  } finally {
    rest.close()
  }
}

async function timed(what: string, times: number, ask: () => Promise<number>): Promise<Reading> {
  const delays = new Delays()
  for (let time = 0; time < times; time++) delays.add(await ask())
  const { p50, p99 } = delays.quantiles()
  return { what, p50, p99 }
}

async function resume(
  port: number,
  { epoch, people }: SeededSpace,
  positions: Record<string, number>,
): Promise<number> {
  const since = performance.now()
  const member = await ParleyMember.connect(port, people[0]!, { epoch, positions })
  const took = performance.now() - since
  member.socket.close()
  const [[id, position]] = Object.entries(positions) as [[string, number]]
  const resumed = member.welcome.conversations.find(({ conversation }) => conversation.id === id)
  const missed = resumed!.conversation.head - position
  if (!resumed!.tooFar && resumed!.events?.length !== missed) throw new Error('events are missing')
  return took
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
