import { expect, it } from 'vitest'
import { readConfig } from '../config.ts'
import { entrancesOf, urlOf } from './entrances.ts'

const beside = { host: '127.0.0.1', isSecure: false }

it.each([
  ['loopback', {}, [{ host: '127.0.0.1', isSecure: false }]],
  ['loopback by its name', { host: 'localhost' }, [{ host: 'localhost', isSecure: false }]],
  ['every address', { host: '0.0.0.0' }, [{ host: '0.0.0.0', isSecure: true }, beside]],
  ['one address', { host: '10.0.0.5' }, [{ host: '10.0.0.5', isSecure: true }, beside]],
  [
    'every address, always encrypted',
    { host: '0.0.0.0', tls: 'always' },
    [{ host: '0.0.0.0', isSecure: true }],
  ],
  ['every address, behind a proxy', { host: '::', tls: 'off' }, [{ host: '::', isSecure: false }]],
  ['loopback, always encrypted', { tls: 'always' }, [{ host: '127.0.0.1', isSecure: true }]],
  [
    'loopback, with a certificate',
    { certificate: '/c.pem', key: '/k.pem' },
    [{ host: '127.0.0.1', isSecure: true }],
  ],
])('listens at %s', (_, given, entrances) => {
  expect(entrancesOf(readConfig({ data: '/nowhere', ...given }, {}, null))).toEqual(entrances)
})

it.each([
  [{ host: '0.0.0.0', isSecure: true }, 'https://127.0.0.1:7759'],
  [{ host: '::', isSecure: true }, 'https://[::1]:7759'],
  [{ host: 'localhost', isSecure: false }, 'http://localhost:7759'],
])('is reached at an address of this machine: %j', (entrance, url) => {
  expect(urlOf(entrance, 7759)).toBe(url)
})

it('has an entrance for the machine itself beside encryption alone where its port is named', () => {
  const always = { host: '127.0.0.1', tls: 'always', certificate: null } as const
  expect(entrancesOf({ ...always, localPort: null })).toHaveLength(1)
  expect(entrancesOf({ ...always, localPort: 0 })).toEqual([
    { host: '127.0.0.1', isSecure: true },
    { host: '127.0.0.1', isSecure: false },
  ])
})
