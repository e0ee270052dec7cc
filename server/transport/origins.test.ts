import { describe, expect, it } from 'vitest'
import { Origins } from './origins.ts'
import { ownNames } from './own-names.ts'

const alone = new Origins(['https://chat.example'], ownNames('127.0.0.1', 'office'))
const onLan = new Origins([], ownNames('0.0.0.0', 'Office.lan.example'))

describe('a host', () => {
  it.each([
    'localhost',
    'localhost:7759',
    'LOCALHOST.',
    'parley.localhost',
    '127.0.0.1:7759',
    '[::1]:7759',
    '192.168.1.5:7759',
    '[fe80::1]',
    'chat.example',
    'Chat.Example:8443',
    '',
  ])('may be %j', (host) => {
    expect(alone.isOwnHost(host)).toBe(true)
  })

  it.each([
    'evil.example',
    'evil.example:7759',
    'localhost.evil.example',
    'office',
    'a b',
    '%',
    '@',
  ])('may not be %j on loopback', (host) => {
    expect(alone.isOwnHost(host)).toBe(false)
  })

  it('may be a name of the machine where others reach it, and no longer one', () => {
    const taken = [
      'office',
      'Office:7759',
      'office.local',
      'office.lan.example',
      'office.evil.example',
    ]
    expect(taken.map((host) => onLan.isOwnHost(host))).toEqual([true, true, true, true, false])
    expect(new Origins([], ownNames('parley.lan', 'office')).isOwnHost('parley.lan')).toBe(true)
  })
})

it('a page of a name that was pointed here may not use the server as its own', () => {
  expect(alone.mayUse('http://evil.example:7759', 'evil.example:7759')).toBe(false)
  expect(alone.mayUse('', 'evil.example:7759')).toBe(false)
  expect(alone.mayUse('app://parley', 'evil.example:7759')).toBe(false)
  expect(alone.mayUse('http://localhost:7759', 'localhost:7759')).toBe(true)
  expect(alone.mayUse('https://chat.example', 'chat.example')).toBe(true)
  expect(alone.mayUse('http://evil.example', 'localhost:7759')).toBe(false)
})
