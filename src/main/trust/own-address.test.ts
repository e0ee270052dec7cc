import { expect, test } from 'vitest'
import { mayReach } from './own-address.ts'

const known = 'http://127.0.0.1:7760'
const socket = 'ws://127.0.0.1:7760/api/v1/socket'

test('the own space is reached while this app serves it there', () => {
  expect(mayReach(socket, { known, served: known })).toBe(true)
  expect(mayReach(`${known}/api/v1/space`, { known, served: known })).toBe(true)
})

test('whoever has its port meanwhile is told nothing', () => {
  expect(mayReach(socket, { known, served: undefined })).toBe(false)
  expect(mayReach(socket, { known, served: 'http://127.0.0.1:7761' })).toBe(false)
})

test('other spaces are not held back by it', () => {
  expect(mayReach('ws://127.0.0.1:7761/api/v1/socket', { known, served: undefined })).toBe(true)
  expect(mayReach(socket, { known: undefined, served: undefined })).toBe(true)
})
