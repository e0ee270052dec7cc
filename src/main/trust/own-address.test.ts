import { expect, test } from 'vitest'
import { mayReach } from './own-address.ts'

const url = 'http://127.0.0.1:7760'
const known = [url]
const socket = 'ws://127.0.0.1:7760/api/v1/socket'

test('the own space is reached while this app serves it there', () => {
  expect(mayReach(socket, { known, served: url })).toBe(true)
  expect(mayReach(`${url}/api/v1/space`, { known, served: url })).toBe(true)
})

test('whoever has its port meanwhile is told nothing', () => {
  expect(mayReach(socket, { known, served: undefined })).toBe(false)
  expect(mayReach(socket, { known, served: 'http://127.0.0.1:7761' })).toBe(false)
})

test('whoever has the port that it had before is told nothing either', () => {
  const now = 'http://127.0.0.1:7761'
  expect(mayReach(socket, { known: [now, url], served: now })).toBe(false)
  expect(mayReach(`${now}/api/v1/space`, { known: [now, url], served: now })).toBe(true)
})

test('other spaces are not held back by it', () => {
  expect(mayReach('ws://127.0.0.1:7761/api/v1/socket', { known, served: undefined })).toBe(true)
  expect(mayReach(socket, { known: [], served: undefined })).toBe(true)
})
