import { connect } from 'node:net'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import {
  apiBase,
  errorCodes,
  limits,
  refusal,
  routes,
  type ErrorCode,
  type RequestType,
  type Route,
  type RouteName,
  closeCodes,
} from '../../protocol/index.ts'
import { callRoute } from '../../server/test/call-route.ts'
import { httpRequest } from '../../server/test/http-request.ts'
import { temporaryFolder } from '../../server/test/temporary-folder.ts'
import { TestSocket } from '../../server/test/test-socket.ts'
import { Supervisor } from '../server/supervisor.ts'
import { mutated } from './oddities.contract.ts'
import { frameSamples, routeSamples, type About } from './samples.contract.ts'

const RUNS = Number(process.env['PARLEY_FUZZ'] ?? 60)
/** Room for what a heap is untidy by: what is kept of each request is seen all the same. */
const GROWTH = 4 * 1024 * 1024
const LASTING = { timeout: 60_000 + RUNS * 100 }
/** A run that fails is told as it is: to make it smaller takes longer than to understand it. */
const FUZZING = { endOnFailure: true }

/** Its log is looked at when the test ends: no input may make it fail. */
async function served(): Promise<{ server: Supervisor; about: About }> {
  const flags = ['--write-rate', '0', '--frame-rate', '0']
  const server = new Supervisor({ data: temporaryFolder(), flags })
  onTestFinished(() => server.kill())
  expect(await server.start()).toBeNull()
  const body = { name: 'Ada', password: 'Adas secret', device: 'test' }
  const { session, token, user } = await callRoute(server.url, 'register', { body })
  const made = { body: { cid: 'fuzz-cid-0', name: 'Group' } }
  const { conversation } = await callRoute(server.url, 'createGroup', made, token)
  const about = { token, me: user.id, group: conversation.id, session: session.id }
  return { server, about }
}

async function isWell(server: Supervisor): Promise<void> {
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  expect(server.complaints).toEqual([])
}

/** Does it so often that whatever is kept of each time would be seen. */
async function withoutGrowth(server: Supervisor, work: () => Promise<void>): Promise<void> {
  await work()
  const before = await server.weigh()
  await work()
  const after = await server.weigh()
  expect(after.heapUsed - before.heapUsed).toBeLessThan(GROWTH)
}

function expectWellFormed(told: unknown): void {
  const { code, field } = refusal.parse(told)
  expect(Object.keys(errorCodes)).toContain(code)
  expect(code).not.toBe('internal')
  if (code === 'invalid' || code === 'too_large') expect(field).toMatch(/./)
}

const socketUrl = ({ url }: Supervisor) => `${url.replace('http', 'ws')}${apiBase}/socket`

async function welcomed(server: Supervisor, { token }: About): Promise<TestSocket> {
  const socket = await TestSocket.open(socketUrl(server))
  await socket.hello(token)
  return socket
}

/** A connection that is there again after it was closed. */
async function lasting(server: Supervisor, about: About): Promise<() => Promise<TestSocket>> {
  let socket = await welcomed(server, about)
  let isClosed = false
  void socket.closed.then(() => (isClosed = true))
  return async () => {
    if (!isClosed) return socket
    socket = await welcomed(server, about)
    isClosed = false
    void socket.closed.then(() => (isClosed = true))
    return socket
  }
}

let pings = 5_000_000_000_000

/** Sends a frame and waits for what comes of it: one answer, or an end, of which it tells the code. */
async function sent(socket: TestSocket, frame: string | Uint8Array): Promise<number | null> {
  const before = socket.replies.length
  const ping = (pings += 1)
  let ended: number | null = null
  void socket.closed.then(({ code }) => (ended = code))
  socket.raw(frame)
  socket.raw(JSON.stringify({ id: ping, type: 'ping' }))
  const own = () => socket.replies.slice(before).filter(({ re }) => re !== ping)
  const isAnswered = () => own().length > 0 && socket.replies.some(({ re }) => re === ping)
  const limit = performance.now() + 10_000
  while (!isAnswered() && ended === null) {
    if (performance.now() > limit) throw new Error('neither answered nor closed')
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(own().length).toBeLessThanOrEqual(1)
  for (const reply of own()) if ('error' in reply) expectWellFormed(reply.error)
  return ended
}

/** Beyond twice the limit nothing is read any more, and nobody is told. */
function expectedEnd(frame: string | Uint8Array): number {
  const bytes = Buffer.byteLength(frame)
  if (bytes > limits.frameBytes * 2) return 1006
  return bytes > limits.frameBytes ? closeCodes.frameTooLarge : closeCodes.malformedFrame
}

it('answers every mutated frame once and well-formed, and goes on', LASTING, async () => {
  const { server, about } = await served()
  const samples = frameSamples(about)
  const frames = fc
    .constantFrom(...(Object.keys(samples) as RequestType[]))
    .chain((type) => mutated({ id: 5, type, ...samples[type] }))
  const socket = await lasting(server, about)
  await withoutGrowth(server, () =>
    fc.assert(
      fc.asyncProperty(frames, async (fields) => {
        const frame = JSON.stringify(fields)
        const ended = await sent(await socket(), frame)
        if (ended !== null) expect(ended).toBe(expectedEnd(frame))
      }),
      { ...FUZZING, numRuns: RUNS },
    ),
  )
  await isWell(server)
})

it('lets a stranger say hello and nothing else', LASTING, async () => {
  const { server, about } = await served()
  const samples = frameSamples(about)
  const frames = fc.oneof(
    fc
      .constantFrom(...(Object.keys(samples) as RequestType[]))
      .chain((type) => mutated({ id: 5, type, ...samples[type] }))
      .map((frame) => JSON.stringify(frame)),
    fc.string({ unit: 'binary' }),
    fc.uint8Array({ maxLength: 300 }),
  )
  await fc.assert(
    fc.asyncProperty(frames, async (frame) => {
      const socket = await TestSocket.open(socketUrl(server))
      await sent(socket, frame)
      const [reply] = socket.replies
      if (reply && 'ok' in reply) return socket.terminate()
      const { code } = await socket.closed
      expect([expectedEnd(frame), closeCodes.unauthorised]).toContain(code)
    }),
    { ...FUZZING, numRuns: Math.ceil(RUNS / 3) },
  )
  await isWell(server)
})

it('answers frames of raw bytes, however long, or says why it closes', LASTING, async () => {
  const { server, about } = await served()
  const lengths = fc.constantFrom(
    ...[0, 1, limits.frameBytes - 1, limits.frameBytes, limits.frameBytes + 1],
  )
  const frames = fc.oneof(
    { weight: 8, arbitrary: fc.string({ unit: 'binary', maxLength: 500 }) },
    { weight: 8, arbitrary: fc.uint8Array({ maxLength: 500 }) },
    { weight: 1, arbitrary: lengths.map((length) => 'x'.repeat(length)) },
    { weight: 1, arbitrary: lengths.map((length) => `{"id":1,"x":"${'['.repeat(length / 2)}"}`) },
    { weight: 1, arbitrary: lengths.map((length) => '['.repeat(length)) },
  )
  const socket = await lasting(server, about)
  await withoutGrowth(server, () =>
    fc.assert(
      fc.asyncProperty(frames, async (frame) => {
        const ended = await sent(await socket(), frame)
        if (ended !== null) expect(ended).toBe(expectedEnd(frame))
      }),
      { ...FUZZING, numRuns: RUNS },
    ),
  )
  await isWell(server)
})

type Input = { params?: object; query?: object; body?: unknown }

async function ask(
  server: Supervisor,
  name: RouteName,
  { token }: Pick<About, 'token'>,
  input: Input,
  raw?: Uint8Array,
) {
  const { method, path }: Route = routes[name]
  const values = input.params as Record<string, unknown> | undefined
  const filled = path.replace(/:(\w+)/g, (_, part: string) => encoded(values?.[part]))
  const query = Object.entries(input.query ?? {}).map(
    ([key, value]) => `${encoded(key)}=${encoded(value)}`,
  )
  const body = raw ?? (input.body === undefined ? undefined : JSON.stringify(input.body))
  return httpRequest(server.url, `${apiBase}${filled}?${query.join('&')}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body }),
  })
}

function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return encodeURIComponent(text.slice(0, 2_000).toWellFormed())
}

function expectAnswer({ status, body }: Awaited<ReturnType<typeof ask>>): void {
  // An address of more than some kilobytes: it never gets beyond the library that reads HTTP.
  if (status === 431) return
  const told = JSON.parse(body.toString()) as { error?: { code: ErrorCode } }
  if (status < 400) return
  expectWellFormed(told.error)
  expect(status).toBe(errorCodes[told.error!.code].status)
  expect([500, 503, 507]).not.toContain(status)
}

it('answers every mutated REST request well-formed, naming the field', LASTING, async () => {
  const { server, about } = await served()
  const samples = Object.entries(routeSamples(about)).flatMap(([name, sample]) =>
    // Hashing costs what it should: those that hash are asked less than the others, below.
    sample && name !== 'register' && name !== 'signIn' ? [{ name: name as RouteName, sample }] : [],
  )
  const asked = fc
    .constantFrom(...samples)
    .chain(({ name, sample }) => mutated<object>({ ...sample }).map((input) => ({ name, input })))
  await withoutGrowth(server, () =>
    fc.assert(
      fc.asyncProperty(asked, async ({ name, input }) => {
        expectAnswer(await ask(server, name, about, input))
      }),
      { ...FUZZING, numRuns: RUNS },
    ),
  )
  await isWell(server)
})

it('answers mutated registrations and sign-ins, and bodies of raw bytes', LASTING, async () => {
  const { server, about } = await served()
  const samples = routeSamples(about)
  for (const name of ['register', 'signIn'] as const)
    await fc.assert(
      fc.asyncProperty(mutated<object>({ ...samples[name] }), async (input) => {
        expectAnswer(await ask(server, name, about, input))
      }),
      { ...FUZZING, numRuns: Math.ceil(RUNS / 10) },
    )
  const withBody = (Object.keys(routes) as RouteName[]).filter((name) => 'body' in routes[name])
  const raw = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.constantFrom(limits.bodyBytes, limits.bodyBytes + 1).map((size) => new Uint8Array(size)),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...withBody), raw, async (name, bytes) => {
      expectAnswer(await ask(server, name, about, { ...samples[name] }, bytes))
    }),
    { ...FUZZING, numRuns: RUNS },
  )
  await isWell(server)
})

it('is not harmed by what is no HTTP', LASTING, async () => {
  const { server } = await served()
  const { port } = new URL(server.url)
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.string({ unit: 'binary' }).map((text) => Buffer.from(`GET /${text} HTTP/1.1\r\n\r\n`)),
    fc
      .string({ unit: 'binary' })
      .map((text) => Buffer.from(`GET / HTTP/1.1\r\n${text}: x\r\n\r\n`)),
    fc.nat(40_000).map((size) => Buffer.from(`GET / HTTP/1.1\r\nx: ${'y'.repeat(size)}\r\n\r\n`)),
  )
  await fc.assert(
    fc.asyncProperty(bytes, async (message) => {
      const socket = connect(Number(port), '127.0.0.1')
      const over = new Promise((resolve) => socket.on('close', resolve).on('error', resolve))
      socket.on('data', () => {})
      socket.end(message)
      await over
    }),
    { ...FUZZING, numRuns: Math.ceil(RUNS / 3) },
  )
  await isWell(server)
})
