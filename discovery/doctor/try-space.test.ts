import { createServer as createWebServer } from 'node:http'
import { createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { outcomeOf, trySpace } from './try-space.ts'

const failed = (code: string) => ({ name: 'Error', code, wasConnected: false })

it.each([
  ['ECONNREFUSED', 'refused'],
  ['EACCES', 'forbidden'],
  ['EPERM', 'forbidden'],
  ['ENETUNREACH', 'noRoute'],
  ['EADDRNOTAVAIL', 'noRoute'],
  ['EHOSTUNREACH', 'silent'],
  ['ETIMEDOUT', 'silent'],
])('takes nobody for a stranger before a connection was made: %s is %s', (code, outcome) => {
  expect(outcomeOf(failed(code), 'eth0')).toBe(outcome)
})

it('knows no way where no interface leads there', () => {
  expect(outcomeOf(failed('EHOSTUNREACH'), null)).toBe('noRoute')
})

it('calls whoever takes a connection and says nothing silent, and who cuts it a stranger', () => {
  const connected = { name: 'Error', wasConnected: true }
  expect(outcomeOf({ ...connected, name: 'TimeoutError' }, 'eth0')).toBe('silent')
  expect(outcomeOf({ ...connected, code: 'ECONNRESET' }, 'eth0')).toBe('stranger')
})

it.each(['http', 'https'])(
  'meets a stranger who cuts the connection at once, by %s',
  async (by) => {
    const server = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as { port: number }
    expect(await trySpace(`${by}://127.0.0.1:${port}`, Date.now)).toMatchObject({
      outcome: 'stranger',
      through: 'lo',
    })
  },
)

it.each([
  ['{"name":"Harbour","epoch":"e1"}', 'answered'],
  ['{"name":"Harbour"}', 'stranger'],
  ['<!doctype html>', 'stranger'],
])('tells a space from whatever else answers: %s', async (said, outcome) => {
  const server = createWebServer((_, response) => response.end(said))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as { port: number }
  expect(await trySpace(`http://127.0.0.1:${port}`, Date.now)).toMatchObject({ outcome })
})

it('knows no way to a name that nobody has', async () => {
  const asked: string[] = []
  const find = (host: string): Promise<never> => {
    asked.push(host)
    return Promise.reject(new Error('ENOTFOUND'))
  }
  expect(await trySpace('http://harbour.local:7759', Date.now, find)).toMatchObject({
    outcome: 'noRoute',
    address: 'harbour.local:7759',
  })
  expect(asked).toEqual(['harbour.local'])
})
