import { expect, it } from 'vitest'
import type { TimelineItem } from '../../../../client/space-client.ts'
import { lastStructure } from './structure.ts'

const item = (seq: number, kind: string) => ({ event: { seq, kind } }) as TimelineItem

it('finds the last change of the group among what was written', () => {
  const items = [item(1, 'create'), item(2, 'message'), item(3, 'join'), item(4, 'message')]
  expect(lastStructure(items)).toBe(3)
  expect(lastStructure([...items, item(0, 'message')])).toBe(3)
  expect(lastStructure([...items, item(5, 'role')])).toBe(5)
})

it('finds none where nothing of it is loaded', () => {
  expect(lastStructure([item(8, 'message'), item(9, 'react')])).toBe(0)
})
