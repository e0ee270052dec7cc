import { expect, it } from 'vitest'
import { spaceAddress } from './space-address.ts'

it('gives the address without what follows it', () => {
  expect(spaceAddress('http://chat.office:8080/api/v1/')).toEqual({
    address: 'http://chat.office:8080',
    onlyHere: false,
  })
})

it.each(['http://127.0.0.1:4000', 'http://localhost:4000', 'http://[::1]:4000'])(
  'knows that %s names this computer alone',
  (url) => expect(spaceAddress(url)).toEqual({ address: url, onlyHere: true }),
)

it.each(['http://127.example.org', 'http://192.168.1.20:4000'])('knows that %s does not', (url) =>
  expect(spaceAddress(url).onlyHere).toBe(false),
)
