import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SpaceClient } from '../../../../../client/space-client.ts'

/** What waits until the browser is idle, in order. */
let waiting: IdleRequestCallback[] = []

function idle(room = 50): void {
  const now = waiting
  waiting = []
  for (const run of now) run({ didTimeout: false, timeRemaining: () => room })
}

beforeEach(() => {
  waiting = []
  vi.stubGlobal('requestIdleCallback', (run: IdleRequestCallback) => waiting.push(run))
  vi.resetModules()
})
afterEach(() => vi.unstubAllGlobals())

function space(): { client: SpaceClient; prepared: string[] } {
  const prepared: string[] = []
  const prepare = (id: string) => {
    prepared.push(id)
    return Promise.resolve([])
  }
  return { client: { prepare } as unknown as SpaceClient, prepared }
}

async function preparer(client: SpaceClient) {
  const { createConversationPreparer } = await import('./conversation-preparer.ts')
  return createConversationPreparer(client)
}

it('prepares nothing before there is time for it', async () => {
  const { client, prepared } = space()
  const { prepare } = await preparer(client)
  prepare(['ann.ben', 'ann.cid'])
  expect(prepared).toEqual([])
  idle()
  expect(prepared).toEqual(['ann.ben', 'ann.cid'])
})

it('leaves out what was passed by meanwhile', async () => {
  const { client, prepared } = space()
  const { prepare, stop } = await preparer(client)
  prepare(['ann.ben'])
  prepare(['ann.cid'])
  idle()
  expect(prepared).toEqual(['ann.cid'])
  prepare(['ann.dan'])
  stop()
  idle()
  expect(prepared).toEqual(['ann.cid'])
})
