import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { limits } from '../../../protocol/index.ts'
import { httpRequest } from '../../test/http-request.ts'
import { TestServer, type TestPerson } from '../../test/test-server.ts'

const api = '/api/v1'

async function serverAndAda() {
  const server = await TestServer.start({ config: { origins: ['https://chat.example'] } })
  return { server, ada: await server.register('Ada') }
}

function get(server: TestServer, path: string, person?: TestPerson, headers = {}) {
  const authorization = person && { authorization: `Bearer ${person.token}` }
  return httpRequest(server.url, api + path, { headers: { ...authorization, ...headers } })
}

function post(server: TestServer, path: string, body: string | Uint8Array, headers = {}) {
  return httpRequest(server.url, api + path, { method: 'POST', body, headers })
}

function refusalIn({ body }: { body: Buffer }): object {
  return (JSON.parse(body.toString()) as { error: object }).error
}

/** Resolves when a device was found by its token. */
function lookUp({ storage: { sessions } }: TestServer): Promise<void> {
  const { byTokenHash } = sessions
  return new Promise((resolve) => {
    sessions.byTokenHash = async (hash) => {
      const session = await byTokenHash.call(sessions, hash)
      setImmediate(resolve)
      return session
    }
  })
}

describe('what can be cached', () => {
  it('carries a tag, and is not sent again to whoever has it', async () => {
    const { server, ada } = await serverAndAda()
    const first = await get(server, '/conversations', ada)
    expect(first.headers).toMatchObject({ 'cache-control': 'private, no-cache' })
    const tag = first.headers.etag!
    expect(tag).toMatch(/^W\/".+"$/)
    const again = await get(server, '/conversations', ada, { 'if-none-match': `"x", ${tag}` })
    expect(again).toMatchObject({ status: 304, headers: { etag: tag } })
    expect(again.body).toHaveLength(0)
  })

  it('is sent again once it changed', async () => {
    const { server, ada } = await serverAndAda()
    const { headers } = await get(server, '/groups', ada)
    await server.call('createGroup', { body: { cid: 'some-cid-1', name: 'New' } }, ada)
    const changed = await get(server, '/groups', ada, { 'if-none-match': headers.etag })
    expect(changed.status).toBe(200)
    expect(changed.headers.etag).not.toBe(headers.etag)
  })

  it('is apart from what may not be kept', async () => {
    const { server, ada } = await serverAndAda()
    const { headers } = await get(server, '/sessions', ada)
    expect(headers).toMatchObject({ 'cache-control': 'no-store' })
    expect(headers).not.toHaveProperty('etag')
  })
})

describe('a request', () => {
  it('needs a token where the route says so', async () => {
    const { server } = await serverAndAda()
    for (const headers of [
      {},
      { authorization: 'Bearer nonsense' },
      { authorization: 'Basic x' },
    ]) {
      const answer = await get(server, '/me', undefined, headers)
      expect(answer.status).toBe(401)
      expect(refusalIn(answer)).toMatchObject({ code: 'unauthorised' })
    }
  })

  it.each([
    ['/groups?limit=1000', 'query.limit'],
    ['/groups?limit=5&limit=6', 'query.limit'],
    ['/users/%00', 'params.user'],
    ['/users/%ff', 'params.user'],
  ])('that is malformed as in %s is told which field', async (path, field) => {
    const { server, ada } = await serverAndAda()
    const answer = await get(server, path, ada)
    expect(answer.status).toBe(400)
    expect(refusalIn(answer)).toMatchObject({ code: 'invalid', field })
  })

  it('under a name that is not the server’s is refused, whatever it asks for', async () => {
    const { server, ada } = await serverAndAda()
    const { port } = new URL(server.url)
    const host = `evil.example:${port}`
    for (const headers of [{ host }, { host, origin: `http://${host}` }]) {
      expect((await get(server, '/users', ada, headers)).status).toBe(403)
      expect((await post(server, '/users', '{}', headers)).status).toBe(403)
      expect((await httpRequest(server.url, '/metrics', { headers })).status).toBe(403)
      expect((await httpRequest(server.url, '/', { headers })).status).toBe(403)
    }
    for (const own of [`localhost:${port}`, 'chat.example']) {
      expect((await get(server, '/users', ada, { host: own })).status).toBe(200)
    }
  })

  it('beyond a limit is told the limit, also in words', async () => {
    const { server, ada } = await serverAndAda()
    expect(refusalIn(await get(server, '/groups?limit=1000', ada))).toEqual({
      code: 'invalid',
      message: 'query.limit: Too big: expected number to be <=100',
      field: 'query.limit',
      limit: 100,
    })
  })

  it.each(['', '{', '[]', 'null'])('with the body %j is refused', async (body) => {
    const { server } = await serverAndAda()
    const answer = await post(server, '/users', body)
    expect(answer.status).toBe(400)
    expect(refusalIn(answer)).toMatchObject({ code: 'invalid' })
  })

  it('with too large a body is refused before it is read to its end', async () => {
    const { server, ada } = await serverAndAda()
    const body = 'x'.repeat(limits.bodyBytes + 1)
    const told = await post(server, '/users', body).catch((error: Error) => error)
    if (!(told instanceof Error)) {
      expect(told.status).toBe(413)
      expect(refusalIn(told)).toMatchObject({ code: 'too_large', limit: limits.bodyBytes })
    }
    expect((await get(server, '/me', ada)).status).toBe(200)
  })

  it('that streams without end is cut off at the limit', async () => {
    const { server } = await serverAndAda()
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    let answer = ''
    socket.on('data', (data: Buffer) => (answer += data.toString()))
    socket.on('error', () => {})
    const ended = new Promise((resolve) => socket.on('close', resolve))
    socket.write(
      'POST /api/v1/users HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n',
    )
    const chunk = `2000\r\n${'x'.repeat(0x2000)}\r\n`
    for (let sent = 0; sent <= limits.bodyBytes; sent += 0x2000) socket.write(chunk)
    await ended
    expect(answer).toContain('413 Payload Too Large')
  })

  it('is refused where its device was signed out before it had said everything', async () => {
    const { server, ada } = await serverAndAda()
    const thief = await server.signIn(ada)
    const lookedUp = lookUp(server)
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    let answer = ''
    socket.on('data', (data: Buffer) => (answer += data.toString()))
    const body = JSON.stringify({ cid: 'some-cid-9', name: 'Mine' })
    socket.write(
      `POST /api/v1/groups HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${thief.token}\r\n` +
        `content-length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
    )
    await lookedUp
    await server.call('revokeSession', { params: { session: thief.session.id } }, ada)
    socket.end(body.slice(5))
    await new Promise((resolve) => socket.on('close', resolve))
    expect(answer).toContain('401 Unauthorized')
    expect((await server.call('conversations', {}, ada)).conversations).toEqual([])
  })

  it('that is given up by its sender disturbs nobody', async () => {
    const { server, ada } = await serverAndAda()
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    socket.write(
      'POST /api/v1/users HTTP/1.1\r\nhost: localhost\r\ncontent-length: 500\r\n\r\n{"name":',
    )
    await new Promise((resolve) => socket.write('"A', resolve))
    socket.destroy()
    expect((await get(server, '/me', ada)).status).toBe(200)
  })

  it('for what does not exist is answered in JSON', async () => {
    const { server } = await serverAndAda()
    const answers = [
      await get(server, '/nonsense'),
      await httpRequest(server.url, `${api}/me`, { method: 'PUT' }),
    ]
    for (const answer of answers) {
      expect(answer.status).toBe(404)
      expect(refusalIn(answer)).toMatchObject({ code: 'not_found' })
    }
  })

  it('that is refused for coming too often is told when to come again', async () => {
    const { server, ada } = await serverAndAda()
    const body = JSON.stringify({ name: 'Ada', password: 'wrong', device: 'test' })
    let answer = await post(server, '/sessions', body)
    for (let n = 0; n < 50 && answer.status !== 429; n++)
      answer = await post(server, '/sessions', body)
    expect(answer.status).toBe(429)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect((await get(server, '/me', ada)).status).toBe(200)
  })
})

describe('pages of another origin', () => {
  it('may use the server if they are the desktop app’s or configured', async () => {
    const { server, ada } = await serverAndAda()
    for (const origin of ['app://parley', 'https://chat.example']) {
      const preflight = await httpRequest(server.url, `${api}/me`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'PATCH' },
      })
      expect(preflight).toMatchObject({
        status: 204,
        headers: {
          'access-control-allow-origin': origin,
          'access-control-allow-methods': expect.stringContaining('PATCH'),
          'access-control-allow-headers': expect.stringContaining('Authorization'),
        },
      })
      const answer = await get(server, '/me', ada, { origin })
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-expose-headers': expect.stringContaining('ETag'),
        vary: expect.stringContaining('Origin'),
      })
    }
  })

  it('may not otherwise, neither read nor write', async () => {
    const { server, ada } = await serverAndAda()
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
      const preflight = await httpRequest(server.url, `${api}/me`, {
        method: 'OPTIONS',
        headers: { origin },
      })
      expect(preflight.status).toBe(403)
      const answers = [
        await get(server, '/me', ada, { origin }),
        await post(server, '/users', '{}', { origin }),
      ]
      for (const { headers, status } of answers) {
        expect(status).toBe(403)
        expect(headers).not.toHaveProperty('access-control-allow-origin')
      }
    }
  })

  it('may be this server’s own', async () => {
    const { server } = await serverAndAda()
    expect((await get(server, '/space', undefined, { origin: server.url })).status).toBe(200)
  })
})

it('guards every answer against being taken for something else', async () => {
  const { server, ada } = await serverAndAda()
  for (const answer of [await get(server, '/me', ada), await get(server, '/nonsense')]) {
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    })
  }
})
