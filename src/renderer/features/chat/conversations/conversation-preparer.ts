import type { SpaceClient } from '../../../../../client/space-client.ts'
import { messageReader } from '../markdown/message-reader.ts'
import { isRich } from '../markdown/plain-message.ts'

/** About as many messages as are in sight at first. */
const FIRST = 16
/** Milliseconds that one message may take to be read. */
const ROOM = 3

const whenIdle = globalThis.requestIdleCallback as typeof requestIdleCallback | undefined

export type ConversationPreparer = {
  /** They may be opened next: once there is nothing else to do, their messages are read from the cache. */
  prepare(ids: readonly string[]): void
  stop(): void
}

/** Where a browser does not say when it is idle, nothing is prepared. */
export function createConversationPreparer(space: SpaceClient): ConversationPreparer {
  let turn = 0

  /** What takes a message as text, and its Markdown as HTML, is kept for when it is shown. */
  async function read(id: string, own: number): Promise<void> {
    const items = await space.prepare(id)
    const texts = items.slice(-FIRST).flatMap(({ event }) => {
      const text = event.kind === 'message' ? event.text : null
      return text !== null && isRich(text) ? text : []
    })
    readTexts(texts.reverse(), own)
  }

  function readTexts(texts: readonly string[], own: number): void {
    if (texts.length === 0) return
    whenIdle?.((deadline) => {
      if (own !== turn) return
      let done = 0
      while (done < texts.length && deadline.timeRemaining() > ROOM) {
        messageReader.value?.(texts[done]!)
        done += 1
      }
      readTexts(texts.slice(done), own)
    })
  }

  return {
    prepare(ids) {
      turn += 1
      const own = turn
      whenIdle?.(() => {
        if (own !== turn) return
        for (const id of ids) void read(id, own)
      })
    },
    stop: () => void (turn += 1),
  }
}
