import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Broker, BrokerMessage } from './broker.ts'

export type BrokerNodes = {
  /** Two nodes of one space; the same broker twice where there can be only one node. */
  nodes: readonly [Broker, Broker]
  close: () => Promise<void>
}

/** What every broker does, whatever carries the messages. */
export function describeBroker(name: string, open: () => Promise<BrokerNodes>): void {
  describe(`${name} keeps the broker's contract`, () => {
    const cleanUps: (() => Promise<void>)[] = []
    afterEach(async () => {
      for (const cleanUp of cleanUps.splice(0)) await cleanUp()
    })

    async function opened(): Promise<readonly [Broker, Broker]> {
      const { nodes, close } = await open()
      cleanUps.push(close)
      return nodes
    }

    it('hands a message to the listeners of every node, the publisher included', async () => {
      const [here, there] = await opened()
      const atHome = heardBy(here)
      const abroad = heardBy(there)
      here.publish(frame('hello'))
      await vi.waitFor(() => {
        expect(atHome).toEqual([frame('hello')])
        expect(abroad).toEqual([frame('hello')])
      })
    })

    it('keeps the order of one publisher across kinds of messages', async () => {
      const [here, there] = await opened()
      const heard = heardBy(there)
      const messages = Array.from({ length: 200 }, (_, n) => anyMessage(n))
      for (const message of messages) here.publish(message)
      await vi.waitFor(() => expect(heard).toEqual(messages))
    })

    it('tells a message that a listener publishes after the one it answers', async () => {
      const [here] = await opened()
      here.subscribe((message) => {
        if (message.kind === 'frame' && message.frame === 'cause') here.publish(frame('effect'))
      })
      const heard = heardBy(here)
      here.publish(frame('cause'))
      await vi.waitFor(() => expect(heard).toEqual([frame('cause'), frame('effect')]))
    })

    it('says nothing more to a listener that stopped', async () => {
      const [here, there] = await opened()
      const stopped: BrokerMessage[] = []
      const stop = there.subscribe((message) => stopped.push(message))
      const heard = heardBy(there)
      here.publish(frame('first'))
      await vi.waitFor(() => expect(heard).toHaveLength(1))
      stop()
      here.publish(frame('second'))
      await vi.waitFor(() => expect(heard).toHaveLength(2))
      expect(stopped).toEqual([frame('first')])
    })

    it('calls the others where one listener throws', async () => {
      const [here] = await opened()
      here.subscribe(() => {
        throw new Error('listener failed')
      })
      const heard = heardBy(here)
      expect(() => here.publish(frame('still told'))).not.toThrow()
      await vi.waitFor(() => expect(heard).toEqual([frame('still told')]))
    })

    it('takes a listener twice, and stops one at a time', async () => {
      const [here] = await opened()
      let calls = 0
      const listener = (): void => void calls++
      const stop = here.subscribe(listener)
      here.subscribe(listener)
      stop()
      here.publish(frame('once'))
      await vi.waitFor(() => expect(calls).toBe(1))
    })

    it('is silent once closed', async () => {
      const [here, there] = await opened()
      const heard = heardBy(here)
      await here.close()
      await there.close()
      expect(() => here.publish(frame('too late'))).not.toThrow()
      expect(heard).toEqual([])
    })
  })
}

function heardBy(broker: Broker): BrokerMessage[] {
  const heard: BrokerMessage[] = []
  broker.subscribe((message) => heard.push(message))
  return heard
}

function frame(text: string): BrokerMessage {
  return { kind: 'frame', topics: ['space'], frame: text }
}

function anyMessage(n: number): BrokerMessage {
  const place = { conversation: 'garden', user: 'ada', seq: n }
  const kinds: BrokerMessage[] = [
    frame(`number ${n}`),
    { kind: 'follow', ...place },
    { kind: 'events', conversation: 'garden', topics: ['c/garden'], frame: `events ${n}`, last: n },
    { kind: 'unfollow', ...place, reason: 'removed' },
    { kind: 'end-sessions', sessions: [`session${n}`] },
    { kind: 'presence', node: 'one', user: 'ada', state: 'online' },
  ]
  return kinds[n % kinds.length]!
}
