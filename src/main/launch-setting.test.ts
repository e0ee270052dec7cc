import { expect, test } from 'vitest'
import { launchSetting } from './launch-setting.ts'

const place = { isPackaged: false, getPath: () => '/home/ann/.config' }

test('an app that is started like any other has nothing set', () => {
  expect(launchSetting({}, place)).toEqual({})
})

test('a given space is listed by its address', () => {
  expect(launchSetting({ PARLEY_SPACE_URL: 'http://10.0.0.5:7759/' }, place).givenSpace).toEqual({
    id: 'given',
    name: '10.0.0.5:7759',
    url: 'http://10.0.0.5:7759',
    hosted: false,
  })
})

test('a checkout may be given a one-file server', () => {
  const env = { PARLEY_SERVER_FILE: '/out/parley-server' }
  expect(launchSetting(env, place).serverFile).toBe('/out/parley-server')
})

test('development keeps away from the profile that is really used', () => {
  const env = { ELECTRON_RENDERER_URL: 'http://127.0.0.1:5173' }
  expect(launchSetting(env, place).userData).toBe('/home/ann/.config/Parley Development')
  expect(launchSetting({ ...env, PARLEY_USER_DATA: '/tmp/p' }, place).userData).toBe('/tmp/p')
})

test('an installed app shows no page but its own', () => {
  const env = { ELECTRON_RENDERER_URL: 'http://127.0.0.1:5173' }
  expect(launchSetting(env, { ...place, isPackaged: true })).toEqual({})
})

test('spaces are looked for everywhere, nowhere, or on the interfaces that are named', () => {
  const discovery = (setting: string) =>
    launchSetting({ PARLEY_DISCOVERY: setting }, place).discovery
  expect(['', 'on'].map(discovery)).toEqual([undefined, undefined])
  expect(discovery('off')).toBe('off')
  expect(discovery('eth0, 10.0.0.5')).toEqual(['eth0', '10.0.0.5'])
})

test.each([
  ['127.0.0.1', { address: '127.0.0.1' }],
  ['127.0.0.1:0', { address: '127.0.0.1', port: 0 }],
  ['[::1]:7759', { address: '::1', port: 7759 }],
])('the own server is kept to %s', (setting, hostOn) => {
  expect(launchSetting({ PARLEY_HOST_ON: setting }, place).hostOn).toEqual(hostOn)
})

test('an AppImage is known by the program being in it, as others that it starts inherit its name', () => {
  const env = { APPDIR: '/tmp/.mount_Parley', APPIMAGE: '/home/ann/Parley.AppImage' }
  const started = (program: string) => launchSetting(env, place, program).appImage
  expect(started('/tmp/.mount_Parley/parley')).toBe('/home/ann/Parley.AppImage')
  expect(started('/opt/Parley/parley')).toBeUndefined()
})
