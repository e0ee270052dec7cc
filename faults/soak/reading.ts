import { systemClock } from '../../client/clock.ts'
import { RestClient } from '../../client/rest/rest-client.ts'
import type { OpenConversation } from '../../client/index.ts'
import type { AnyEvent, Conversation, ConversationId } from '../../protocol/index.ts'
import { until } from './until.ts'

function rest(url: string, token: string): RestClient {
  const ignore = () => {}
  return new RestClient({
    address: () => url,
    fetch: (...request) => fetch(...request),
    clock: systemClock,
    log: ignore,
    token: () => token,
    unauthorised: ignore,
  })
}

/** A conversation as the server has it, from its first event to its last. */
export async function storedLog(
  url: string,
  token: string,
  conversation: ConversationId,
): Promise<AnyEvent[]> {
  const server = rest(url, token)
  const events: AnyEvent[] = []
  for (;;) {
    const query = { after: events.at(-1)?.seq ?? 0, limit: 100 }
    const page = await server.call('events', { params: { conversation }, query })
    events.push(...page.events)
    if (page.events.length === 0 || events.at(-1)!.seq >= page.head) return events
  }
}

/** A person's conversations as the server has them. */
export async function storedList(url: string, token: string): Promise<Conversation[]> {
  return (await rest(url, token).call('conversations', {})).conversations
}

/** A conversation as a device shows it, walked from its beginning to its end: a window holds a part of it. */
export async function shownLog(open: OpenConversation): Promise<AnyEvent[]> {
  const events = new Map<number, AnyEvent>()
  const look = () => {
    for (const { event, state } of open.timeline.get().items)
      if (state === 'sent') events.set(event.seq, event)
  }
  await open.jumpTo(1)
  await until(() => open.timeline.get().status !== 'loading', { what: () => 'a timeline is there' })
  for (look(); !open.timeline.get().atNewest; look()) await open.loadNewer()
  await open.jumpToNewest()
  return [...events.values()]
}
