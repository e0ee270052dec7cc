import { createPinia } from 'pinia'
import { expect, it, onTestFinished, vi } from 'vitest'
import { computed, nextTick, shallowRef } from 'vue'
import type { Timeline } from '../../../../../client/space-client.ts'
import { createBareApp } from '../../../composables/bare-app.ts'
import { createText } from '../../../i18n/text.ts'
import type { Chat } from '../chat-context.ts'
import type { TimelineRow } from './timeline-rows.ts'
import { rowOf, useJump, type Jump } from './use-jump.ts'
import type { RowWindow } from './use-row-window.ts'

const message = (seq: number) =>
  ({ kind: 'message', key: `row ${seq}`, item: { event: { seq } } }) as TimelineRow
const notice = (...seqs: number[]) =>
  ({ kind: 'notice', events: seqs.map((seq) => ({ seq })) }) as unknown as TimelineRow
const beginning = { kind: 'beginning' } as TimelineRow

it('finds the row of an event, in a run of notices too', () => {
  const rows = [message(5), notice(6, 7), message(9), message(0)]
  expect(rowOf(rows, 5)).toBe(0)
  expect(rowOf(rows, 7)).toBe(1)
  expect(rowOf(rows, 9)).toBe(2)
})

it('takes the next row for an event that shows nothing', () => {
  expect(rowOf([message(5), message(9)], 7)).toBe(1)
  expect(rowOf([beginning, message(3)], 1)).toBe(1)
})

it('knows what is not loaded', () => {
  expect(rowOf([message(5), message(9)], 4)).toBe(-1)
  expect(rowOf([message(5)], 10)).toBe(-1)
  expect(rowOf([], 1)).toBe(-1)
})

type Loaded = Pick<Timeline, 'atNewest'> & { rows: readonly TimelineRow[] }

const newest: Loaded = { rows: [message(90), message(91)], atNewest: true }
const old: Loaded = { rows: [message(4), message(5), message(6)], atNewest: false }

/** A list that shows what is loaded only when told to, as a page does with its next frame. */
function look(loaded: Loaded) {
  const answers: (() => void)[] = []
  const timeline = shallowRef(loaded)
  const toRow = vi.fn<RowWindow['toRow']>()
  const toEnd = vi.fn()
  const arrived = vi.fn()
  let now = loaded
  const chat = {
    timeline,
    conversation: {
      timeline: { get: () => now },
      jumpTo: () => new Promise<void>((done) => answers.push(done)),
      jumpToNewest: async () => {},
    },
  } as unknown as Chat
  const rows = computed(() => timeline.value.rows)
  let jump!: Jump
  const app = createBareApp({
    setup() {
      jump = useJump(chat, rows, { toRow, toEnd } as unknown as RowWindow, arrived)
      return () => null
    },
  })
  app.use(createPinia())
  app.use(createText())
  app.mount({})
  onTestFinished(() => app.unmount())
  return {
    ...{ jump, toRow, toEnd, arrived },
    load(next: Loaded) {
      now = next
    },
    async answer() {
      answers.shift()!()
      await new Promise((done) => setTimeout(done))
    },
    async draw() {
      timeline.value = now
      await nextTick()
    },
  }
}

it('goes to a message that is loaded, and says that it arrived', async () => {
  const { answer, arrived, jump, toRow } = look(old)
  jump.to(5)
  await answer()
  expect(toRow).toHaveBeenCalledExactlyOnceWith(1, 'center')
  expect(jump.found.value).toBe(old.rows[1]!.key)
  expect(arrived).toHaveBeenCalledOnce()
})

it('goes to no row that is about to go, as others are loaded already', async () => {
  const { answer, draw, jump, load, toRow } = look(old)
  load(newest)
  jump.to(5)
  await answer()
  expect(toRow).not.toHaveBeenCalled()
  await draw()
  expect(toRow).not.toHaveBeenCalled()
  load({ ...old, rows: [message(3), ...old.rows] })
  await draw()
  expect(toRow).toHaveBeenCalledExactlyOnceWith(2, 'center')
})

it('waits for what is loaded around a message, though its row is still there', async () => {
  const { answer, arrived, jump, toRow } = look(old)
  jump.to(5)
  await nextTick()
  expect(toRow).not.toHaveBeenCalled()
  await answer()
  expect(toRow).toHaveBeenCalledOnce()
  expect(arrived).toHaveBeenCalledOnce()
})

it('arrives where it was sent last, whatever is answered first', async () => {
  const { answer, draw, jump, load, toEnd, toRow } = look(old)
  jump.to(4)
  jump.to(6)
  await answer()
  expect(toRow).not.toHaveBeenCalled()
  await answer()
  expect(toRow).toHaveBeenCalledExactlyOnceWith(2, 'center')

  jump.to(4)
  jump.toNewest()
  await answer()
  load(newest)
  await draw()
  expect(toRow).toHaveBeenCalledOnce()
  expect(toEnd).toHaveBeenCalledOnce()
})
