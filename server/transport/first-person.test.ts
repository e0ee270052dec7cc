import { Agent } from 'node:https'
import { expect, it } from 'vitest'
import { apiBase, routes } from '../../protocol/index.ts'
import { httpRequest } from '../test/http-request.ts'
import { TestServer } from '../test/test-server.ts'

/** As the app hosts a space: TLS for others and the plain entrance beside it, but all on loopback. */
function hosted(): Promise<TestServer> {
  return TestServer.start({ config: { tls: 'always', localPort: 0, firstPerson: 'local' } })
}

/** Answers the code of the refusal, if it is one. */
async function registered(
  url: string,
  name: string,
  more: Record<string, string> = {},
): Promise<string> {
  const { protocol } = new URL(url)
  const answer = await httpRequest(url, apiBase + routes.register.path, {
    method: routes.register.method,
    headers: { 'content-type': 'application/json', ...more },
    ...(protocol === 'https:' && { protocol, agent: new Agent({ rejectUnauthorized: false }) }),
    body: JSON.stringify({ name, password: `${name}s secret`, device: 'test' }),
  })
  const { error } = JSON.parse(answer.body.toString()) as { error?: { code: string } }
  return error?.code ?? 'is in'
}

it('comes from the machine that hosts the space, however quick others are', async () => {
  const server = await hosted()
  expect(await registered(server.url, 'Eve')).toBe('host_first')
  const ann = await server.register('Ann')
  expect(ann.user.administrator).toBe(true)
  expect(await registered(server.url, 'Eve')).toBe('is in')
  expect((await server.call('administrators', {}, ann)).users).toHaveLength(1)
})

it('does not come by a proxy of that machine, which speaks for somebody else', async () => {
  const { local } = await hosted()
  for (const name of ['x-forwarded-for', 'forwarded']) {
    expect(await registered(local!, 'Eve', { [name]: 'for=10.0.0.9' })).toBe('host_first')
  }
})

it('comes from anywhere where nothing else was chosen', async () => {
  const server = await TestServer.start({ config: { tls: 'always' } })
  expect(await registered(server.url, 'Ann')).toBe('is in')
})
