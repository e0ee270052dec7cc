import { limits, type ConversationId, type Resumed } from '../../protocol/index.ts'
import { withUnknown } from '../conversations/gap-repair.ts'
import { fraction } from '../random.ts'
import type { Parts } from './parts.ts'

/** How often heads are compared, and of how many conversations each time besides the open ones. */
const EVERY = 60_000
const AT_ONCE = 30
/** Every so many comparisons it is the whole list's turn. */
const LIST_EVERY = 5
/** A question that was not answered is asked again after this. */
const ASK_AGAIN = 2_000

/** Asks the server what follows the positions here: where something is missing, and now and then. */
export class Comparing {
  readonly #parts: Parts
  #from = 0
  #count = 0
  #callOff: () => void = () => {}

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async sync(ids: readonly ConversationId[]): Promise<void> {
    const { connector, conversations, gaps, options, outbox } = this.#parts
    if (!connector.online) return
    const asked = ids.slice(0, limits.positions)
    const positions = withUnknown(conversations.positions(asked), asked)
    try {
      const answer = await connector.request('sync', { positions })
      this.resumed(answer.conversations, { live: true })
      for (const id of answer.gone) {
        conversations.end(id, 'removed')
        outbox.retire(id, () => true)
      }
    } catch (error) {
      options.log('sync failed', { error: String(error) })
      options.clock.after(ASK_AGAIN, () => {
        if (connector.online) for (const id of asked) gaps.suspect(id)
      })
    }
  }

  resumed(answers: readonly Resumed[], how: { complete?: boolean; live?: boolean }): void {
    const { conversations, readMarkers } = this.#parts
    conversations.resume(answers, how)
    for (const { conversation } of answers) {
      const here = conversations.mine(conversation.id)
      if (here) readMarkers.compare(conversation.id, here.read, conversation.read)
    }
  }

  /** A tail that was lost shows nowhere else than in a comparison. */
  start(): void {
    const { clock, random } = this.#parts.options
    this.stop()
    const wait = Math.round(EVERY * (0.8 + fraction(random) * 0.4))
    this.#callOff = clock.after(wait, () => {
      this.#count += 1
      void this.sync(this.#next())
      if (this.#count % LIST_EVERY === 0) void this.#compareList()
      this.start()
    })
  }

  stop(): void {
    this.#callOff()
  }

  #next(): ConversationId[] {
    const { conversations, timelines } = this.#parts
    const all = [...conversations.all()].flatMap(({ conversation, ended }) =>
      ended ? [] : conversation.id,
    )
    const from = this.#from < all.length ? this.#from : 0
    this.#from = from + AT_ONCE
    const open = timelines.open().filter((id) => conversations.mine(id))
    return [...new Set([...open, ...all.slice(from, from + AT_ONCE)])]
  }

  /** A conversation whose beginning or end was never heard of has no position to compare. */
  async #compareList(): Promise<void> {
    const { conversations, gaps, options, rest } = this.#parts
    try {
      const list = await rest.call('conversations', {})
      const heads = new Map(list.conversations.map(({ id, head }) => [id, head]))
      for (const { conversation, ended } of conversations.all())
        if (!ended && !heads.has(conversation.id)) gaps.suspect(conversation.id)
      for (const [id, head] of heads)
        if ((conversations.mine(id)?.head ?? -1) < head) gaps.suspect(id)
    } catch (error) {
      options.log('the list could not be compared', { error: String(error) })
    }
  }
}
