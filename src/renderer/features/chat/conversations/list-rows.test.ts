import { expect, it } from 'vitest'
import type { ConversationView } from '../../../../../client/space-client.ts'
import { listRows } from './list-rows.ts'

const view = (id: string, more: Partial<ConversationView> = {}) =>
  ({ id, kind: 'direct', unread: 0, failed: 0, ...more }) as ConversationView

const keys = (...args: Parameters<typeof listRows>) => listRows(...args).map((row) => row.key)

it('keeps the order within each section', () => {
  const views = [view('b'), view('g', { kind: 'group' }), view('a')]
  expect(keys(views, new Set(), null)).toEqual(['section:direct', 'b', 'a', 'section:groups', 'g'])
})

it('says what belongs into an empty section', () => {
  expect(keys([view('a')], new Set(), null)).toContain('empty:groups')
  expect(keys([], new Set(['groups']), null)).not.toContain('empty:groups')
})

it('still shows in a collapsed section what is unread, failed or open', () => {
  const views = [view('a'), view('b', { unread: 2 }), view('c'), view('d', { failed: 1 })]
  const rows = listRows(views, new Set(['direct']), 'c')
  expect(rows.slice(0, 4).map((row) => row.key)).toEqual(['section:direct', 'b', 'c', 'd'])
  expect(rows[0]).toMatchObject({ collapsed: true, unread: 2 })
})
