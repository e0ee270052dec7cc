import { Refused, directPeer } from '../../../protocol/index.ts'
import type { DomainDeps } from '../domain.ts'
import type { KnownPeople } from '../people/known-people.ts'
import { TokenBuckets } from '../rates/token-buckets.ts'
import { Turns } from '../turns.ts'
import { assertReader, noConversation } from './assert-reader.ts'
import type { Conversations } from './conversations.ts'

export function createConversations(deps: DomainDeps, knownPeople: KnownPeople): Conversations {
  const { storage, announcer, clock, settings } = deps
  const { log, conversations } = storage
  const searches = new TokenBuckets(settings.searches, clock)
  const ports = { conversations, knownPeople }
  const turns = new Turns()
  /** It reads every conversation of somebody, and all people's are read by one thread. */
  const resume: typeof log.resume = (user, positions, options) =>
    turns.take(user, () => log.resume(user, positions, options))

  return {
    resume: ({ user }, positions) => resume(user, positions),
    authorise: (caller, id) => assertReader(ports, caller, id),

    async list({ user }) {
      const resumed = await resume(user, {})
      return resumed.map(({ conversation }) => conversation)
    },

    async one({ user }, id) {
      const conversation = await conversations.seenBy(id, user)
      if (!conversation) throw noConversation()
      return conversation
    },

    async page(caller, id, range) {
      if (givenCount(range) > 1) {
        throw new Refused('invalid', 'query: only one of before, after and around', {
          field: 'query',
        })
      }
      await assertReader(ports, caller, id)
      return log.page(id, range)
    },

    async search(caller, query, options) {
      searches.take(caller.user)
      if (options.conversation) await assertReader(ports, caller, options.conversation)
      return log.search(caller.user, query, options)
    },

    async sync({ user }, positions) {
      const resumed = await resume(user, positions, { only: true })
      const theirs = new Set(resumed.map(({ conversation }) => conversation.id))
      // A direct conversation that nobody has written in yet is not gone.
      const gone = Object.keys(positions).filter((id) => !theirs.has(id) && !directPeer(id, user))
      return { conversations: resumed, gone }
    },

    async markRead({ user }, id, seq) {
      const marker = await log.markRead(user, id, seq)
      if (!marker) throw noConversation()
      if (marker.moved) announcer.readMoved(id, user, marker)
      return { read: marker.read, readMessages: marker.readMessages }
    },
  }
}

function givenCount({
  before,
  after,
  around,
}: {
  before?: number
  after?: number
  around?: number
}) {
  return [before, after, around].filter((seq) => seq !== undefined).length
}
