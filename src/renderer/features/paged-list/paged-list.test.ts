import { expect, it, vi } from 'vitest'
import { PagedList, type LoadPage, type Page, type PagedListState } from './paged-list.ts'

const PAGE = 10

/** A server with rows in order; answers in pages, and only when told where `held`. */
function serverWith(rows: string[]) {
  const asked: { query: string; cursor: string | undefined }[] = []
  const waiting: (() => void)[] = []
  const server = { rows, asked, waiting, held: false, broken: false }
  const load: LoadPage<string> = async (query, cursor) => {
    asked.push({ query, cursor })
    if (server.held) await new Promise<void>((answer) => waiting.push(answer))
    if (server.broken) throw new Error('away')
    const found = server.rows.filter((row) => row.includes(query))
    const start = cursor === undefined ? 0 : found.findIndex((row) => row > cursor)
    const items = start < 0 ? [] : found.slice(start, start + PAGE)
    const last = items.at(-1)
    const next = last !== undefined && last !== found.at(-1) ? last : null
    return { items, next, total: found.length } satisfies Page<string>
  }
  const states: PagedListState<string>[] = []
  const list = new PagedList(
    load,
    (row) => row,
    (state) => states.push(state),
  )
  return { server, list, states }
}

const names = (count: number) =>
  Array.from({ length: count }, (_, index) => `p${String(index).padStart(5, '0')}`)

it('loads the first page and as far ahead as scrolling needs', async () => {
  const { list, server } = serverWith(names(1000))
  list.search('')
  await vi.waitFor(() => expect(list.state.items.length).toBe(30))
  expect(list.state).toMatchObject({ status: 'ready', total: 1000, complete: false })
  expect(server.asked.length).toBe(3)
})

it('loads on until the rows on screen are there, and no further', async () => {
  const { list } = serverWith(names(1000))
  list.search('')
  list.show(400, 412)
  await vi.waitFor(() => expect(list.state.items.length).toBe(450))
  list.show(990, 1000)
  await vi.waitFor(() => expect(list.state.complete).toBe(true))
  expect(list.state.items).toEqual(names(1000))
})

it('drops the answer to a query that was typed over', async () => {
  const { list, server } = serverWith(['anna', 'bert', 'bo'])
  server.held = true
  list.search('a')
  list.search('b')
  await vi.waitFor(() => expect(server.waiting.length).toBe(2))
  server.waiting[1]!()
  await vi.waitFor(() => expect(list.state.items).toEqual(['bert', 'bo']))
  server.waiting[0]!()
  await new Promise(setImmediate)
  expect(list.state).toMatchObject({ query: 'b', items: ['bert', 'bo'], searching: false })
})

it('keeps what is on screen until the next answer is there', async () => {
  const { list, server } = serverWith(['anna', 'bert'])
  list.search('')
  await vi.waitFor(() => expect(list.state.status).toBe('ready'))
  server.held = true
  list.search('bert')
  expect(list.state).toMatchObject({ query: '', items: ['anna', 'bert'], searching: true })
  await vi.waitFor(() => expect(server.waiting.length).toBe(1))
  server.waiting[0]!()
  await vi.waitFor(() => expect(list.state.items).toEqual(['bert']))
})

it('shows who came, in their place, when refreshed', async () => {
  const { list, server } = serverWith(names(25))
  list.search('')
  list.show(0, 20)
  await vi.waitFor(() => expect(list.state.items.length).toBe(25))
  server.rows = [...server.rows, 'p00003b'].sort()
  list.refresh()
  await vi.waitFor(() => expect(list.state.items).toContain('p00003b'))
  await vi.waitFor(() => expect(list.state.items).toEqual(server.rows))
})

it('asks anew for pages off screen only once they are seen', async () => {
  const { list, server } = serverWith(names(100))
  list.search('')
  list.show(0, 100)
  await vi.waitFor(() => expect(list.state.complete).toBe(true))
  list.show(0, 5)
  server.rows = [...server.rows, 'p00051b'].sort()
  server.asked.length = 0
  list.refresh()
  await vi.waitFor(() => expect(server.asked.length).toBe(4))
  await new Promise(setImmediate)
  expect(server.asked.map(({ cursor }) => cursor)).toEqual([
    undefined,
    'p00009',
    'p00019',
    'p00029',
  ])
  list.show(50, 55)
  await vi.waitFor(() => expect(list.state.items).toContain('p00051b'))
})

it('takes rows away that are gone, with the pages that are gone with them', async () => {
  const { list, server } = serverWith(names(35))
  list.search('')
  list.show(0, 35)
  await vi.waitFor(() => expect(list.state.complete).toBe(true))
  server.rows = server.rows.slice(0, 8)
  list.refresh()
  await vi.waitFor(() => expect(list.state.items).toEqual(names(8)))
  expect(list.state).toMatchObject({ complete: true, total: 8 })
})

it('never shows a row twice that moved from one page to another', async () => {
  const { list, server } = serverWith(names(40))
  list.search('')
  list.show(0, 40)
  await vi.waitFor(() => expect(list.state.complete).toBe(true))
  list.show(0, 3)
  server.rows = ['a-first', ...server.rows]
  list.refresh()
  await vi.waitFor(() => expect(list.state.items[0]).toBe('a-first'))
  expect(new Set(list.state.items).size).toBe(list.state.items.length)
})

it('says that nothing could be loaded, and loads when tried again', async () => {
  const { list, server } = serverWith(['anna'])
  server.broken = true
  list.search('')
  await vi.waitFor(() => expect(list.state.status).toBe('failed'))
  expect(list.state.problem).toBeInstanceOf(Error)
  server.broken = false
  list.retry()
  await vi.waitFor(() => expect(list.state).toMatchObject({ items: ['anna'], problem: null }))
})

it('keeps what it has when a later page fails, and asks no more until told', async () => {
  const { list, server } = serverWith(names(100))
  list.search('')
  await vi.waitFor(() => expect(list.state.items.length).toBe(30))
  server.broken = true
  list.show(50, 60)
  await vi.waitFor(() => expect(list.state.problem).not.toBe(null))
  const asked = server.asked.length
  list.show(52, 62)
  await new Promise(setImmediate)
  expect(server.asked.length).toBe(asked)
  expect(list.state).toMatchObject({ status: 'ready' })
  server.broken = false
  list.retry()
  await vi.waitFor(() => expect(list.state.items.length).toBeGreaterThanOrEqual(62))
})

it('says nothing after it was closed', async () => {
  const { list, server, states } = serverWith(['anna'])
  server.held = true
  list.search('')
  await vi.waitFor(() => expect(server.waiting.length).toBe(1))
  const told = states.length
  list.close()
  server.waiting[0]!()
  await new Promise(setImmediate)
  expect(states.length).toBe(told)
})

it('asks once more where something changed while the answer was on its way', async () => {
  const { list, server } = serverWith(['anna'])
  server.held = true
  list.search('')
  await vi.waitFor(() => expect(server.waiting.length).toBe(1))
  list.refresh()
  server.waiting[0]!()
  await vi.waitFor(() => expect(server.waiting.length).toBe(2))
  expect(list.state.items).toEqual(['anna'])
  server.rows = ['anna', 'bert']
  server.waiting[1]!()
  await vi.waitFor(() => expect(list.state.items).toEqual(['anna', 'bert']))

  list.refresh()
  await vi.waitFor(() => expect(server.waiting.length).toBe(3))
  list.refresh()
  server.waiting[2]!()
  await vi.waitFor(() => expect(server.waiting.length).toBe(4))
})

it('asks nothing after it was closed', async () => {
  const { list, server } = serverWith(['anna'])
  list.search('')
  await vi.waitFor(() => expect(list.state.status).toBe('ready'))
  list.close()
  server.asked.length = 0
  list.refresh()
  await new Promise(setImmediate)
  expect(server.asked).toEqual([])
})
