import { expect, it } from 'vitest'
import {
  requests,
  routes,
  type RequestType,
  type Route,
  type RouteName,
  type Visibility,
} from '../../protocol/index.ts'
import type { TestPerson } from '../../server/test/test-server.ts'
import type { TestSocket } from '../../server/test/test-socket.ts'
import { frameMatrix, type FrameRow } from './frame-matrix.contract.ts'
import { arrive, found, standings, type Harbour, type Standing } from './harbour.contract.ts'
import { restMatrix, type Row } from './rest-matrix.contract.ts'

/** Routes whose rows ask as somebody else than they are given. */
const SPARED = new Set<RouteName>(['changePassword'])

const visibilities = ['public', 'private'] as const

async function outcome(attempt: Promise<unknown>): Promise<string> {
  try {
    return (await attempt) === false ? 'absent' : 'allowed'
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code)
    throw error
  }
}

const expectedOf = (row: Pick<Row, 'public' | 'private'>, visibility: Visibility) => ({
  ...row.public,
  ...(visibility === 'private' && row.private),
})

type Asking<R> = (row: R, harbour: Harbour, standing: Standing) => Promise<string>
type Answers = Record<string, Record<string, string>>

/** What each standing is answered in each row, always in a new group, and what it should be. */
async function asked<R extends Pick<Row, 'does' | 'public' | 'private'>>(
  rows: readonly R[],
  ask: Asking<R>,
): Promise<{ answers: Answers; expected: Answers }> {
  const here = await arrive()
  const [answers, expected]: [Answers, Answers] = [{}, {}]
  for (const row of rows)
    for (const visibility of visibilities) {
      const name = `${visibility} group: ${row.does ?? ''}`
      expected[name] = expectedOf(row, visibility)
      answers[name] = {}
      for (const standing of standings)
        answers[name][standing] = await ask(row, await found(here, visibility), standing)
    }
  return { answers, expected }
}

it('has a row for every route and every frame', () => {
  const rows = (matrix: Record<string, readonly unknown[]>) =>
    Object.keys(matrix).filter((name) => matrix[name]!.length > 0)
  expect(rows(restMatrix).sort()).toEqual(Object.keys(routes).sort())
  expect(rows(frameMatrix).sort()).toEqual(Object.keys(requests).sort())
})

it.each(Object.keys(restMatrix) as RouteName[])('%s', { timeout: 60_000 }, async (name) => {
  const { answers, expected } = await asked<Row>(restMatrix[name], (row, harbour, standing) =>
    outcome(row.ask(harbour, harbour.people[standing])),
  )
  expect(answers).toEqual(expected)
})

it('everything is refused to somebody who waits to be let in', { timeout: 60_000 }, async () => {
  const here = await arrive()
  const harbour = await found(here, 'public')
  const { server, people } = here
  await server.call('updateSpace', { body: { registration: 'approval' } }, people.owner)
  const waiting = await server.register('Wim')
  await server.call('updateSpace', { body: { registration: 'anyone' } }, people.owner)
  const names = Object.keys(restMatrix) as RouteName[]
  const guarded = names.filter((name) => {
    const route: Route = routes[name]
    return route.auth === 'session' && !route.waitingToo && !SPARED.has(name)
  })
  const answers: Record<string, string[]> = {}
  for (const name of guarded)
    answers[name] = await Promise.all(
      restMatrix[name].map((row) => outcome(row.ask(harbour, waiting))),
    )
  expect(answers).toEqual(
    Object.fromEntries(guarded.map((name) => [name, restMatrix[name].map(() => 'waiting')])),
  )
  const socket = await server.open()
  expect(await outcome(socket.hello(waiting.token))).toBe('waiting')
  const frames = Object.values(frameMatrix).flat()
  const refused = await Promise.all(
    frames
      .filter((row) => !frameMatrix.hello.includes(row))
      .map((row) => {
        return outcome(row.ask(socket, harbour, waiting))
      }),
  )
  expect(new Set(refused)).toEqual(new Set(['waiting']))
  expect(socket.pushes).toEqual([])
})

it.each(Object.keys(frameMatrix) as RequestType[])(
  'the frame %s',
  { timeout: 60_000 },
  async (name) => {
    const { answers, expected } = await asked<FrameRow>(
      frameMatrix[name],
      (row, harbour, standing) => {
        const who = harbour.people[standing]
        if (name === 'hello') return greeted(row, harbour, who)
        return standing === 'revoked' ? afterRevocation(row, harbour) : welcomed(row, harbour, who)
      },
    )
    expect(answers).toEqual(expected)
  },
)

async function greeted(row: FrameRow, harbour: Harbour, who: TestPerson): Promise<string> {
  const socket = await harbour.server.open()
  const answer = await outcome(row.ask(socket, harbour, who))
  if (answer === 'unauthorised') expect(await socket.closed).toMatchObject({ code: 4100 })
  return answer
}

async function welcomed(row: FrameRow, harbour: Harbour, who: TestPerson): Promise<string> {
  return outcome(row.ask(await harbour.server.connect(who), harbour, who))
}

/** Of a member, who had the connection before the device was signed out. */
async function afterRevocation(row: FrameRow, harbour: Harbour): Promise<string> {
  const { people, server } = harbour
  const device = await server.signIn(people.member)
  const socket: TestSocket = await server.connect(device)
  await server.call('revokeSession', { params: { session: device.session.id } }, people.member)
  row.ask(socket, harbour, device).catch(() => {})
  const { code } = await socket.closed
  expect(socket.replies).toHaveLength(1)
  return `closed with ${code}`
}
