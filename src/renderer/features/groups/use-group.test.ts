import { expect, it, onTestFinished, vi } from 'vitest'
import { h } from 'vue'
import { createCell } from '../../../../client/cell.ts'
import {
  Unreachable,
  type Connection,
  type ConversationView,
  type SpaceClient,
} from '../../../../client/space-client.ts'
import { Refused } from '../../../../protocol/errors.ts'
import type { Group } from '../../../../protocol/entities.ts'
import type { ConversationId } from '../../../../protocol/ids.ts'
import { createBareApp } from '../../composables/bare-app.ts'
import { provideSpace } from '../session/use-space.ts'
import { useGroup, type UsedGroup } from './use-group.ts'

const design = { id: 'design', name: 'Design' } as unknown as Group
const phase = (now: Connection['phase']) => ({ phase: now }) as Connection

/** Signals tell in a microtask of their own, and what watches them runs in the next. */
const settled = () => new Promise((done) => setTimeout(done))

/** Somebody looks at a group that they are not in. */
function look(answer: () => Promise<Group>) {
  const connection = createCell(phase('online'))
  const conversations = createCell<readonly ConversationView[]>([])
  const ask = vi.fn(answer)
  const space = { connection, conversations, groups: { group: ask } } as unknown as SpaceClient
  let used!: UsedGroup
  const Panel = {
    setup() {
      used = useGroup(() => 'design' as ConversationId)
      return () => null
    },
  }
  const app = createBareApp({
    setup() {
      provideSpace(space)
      return () => h(Panel)
    },
  })
  app.mount({})
  onTestFinished(() => app.unmount())
  return { ask, connection, used }
}

it('keeps a group that was there while the space is away, and asks once it is back', async () => {
  const { ask, connection, used } = look(async () => design)
  await vi.waitFor(() => expect(used.group.value).toBe(design))

  ask.mockRejectedValue(new Unreachable())
  connection.set(phase('retrying'))
  await settled()
  expect(ask).toHaveBeenCalledTimes(1)
  used.update()
  await vi.waitFor(() => expect(used.problem.value).toBeInstanceOf(Unreachable))
  expect(used.group.value).toBe(design)

  const renamed = { ...design, name: 'Drawing' }
  ask.mockResolvedValue(renamed)
  connection.set(phase('online'))
  await vi.waitFor(() => expect(used.group.value).toBe(renamed))
  expect(ask).toHaveBeenCalledTimes(3)
})

it('forgets a group that is not there for the person any more', async () => {
  const { ask, used } = look(async () => design)
  await vi.waitFor(() => expect(used.group.value).toBe(design))
  ask.mockRejectedValue(new Refused('not_found', 'gone'))
  used.update()
  await vi.waitFor(() => expect(used.problem.value).toBeInstanceOf(Refused))
  expect(used.group.value).toBeNull()
})
