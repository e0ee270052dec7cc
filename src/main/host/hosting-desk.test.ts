import { Low, Memory } from 'lowdb'
import { expect, test } from 'vitest'
import type { Hosting, HostState } from '../../../shared/ipc/schemas.ts'
import { createHostingDesk } from './hosting-desk.ts'
import { keptHosting, type KeptHosting } from './kept-hosting.ts'

/** A desk, and what it told its server and the system. */
function open(kept: Partial<KeptHosting> = {}, { mayLogin = true } = {}) {
  const told: string[] = []
  const announced: Hosting[] = []
  let state: HostState = { status: 'off' }
  const file = new Low(new Memory<KeptHosting>(), keptHosting.parse(kept))
  const desk = createHostingDesk({
    file,
    server: {
      state: () => state,
      start() {
        told.push('start')
        state = { status: 'starting' }
      },
      async stop() {
        told.push('stop')
        state = { status: 'off' }
      },
      async restart() {
        told.push('restart')
      },
    },
    announce: (choices) => announced.push(choices),
    async startAtLogin(on) {
      if (!mayLogin) throw new Error('EACCES')
      told.push(`login ${on}`)
    },
  })
  return { desk, file, told, announced }
}

test('what was served is served again at the next start, and nothing else', async () => {
  const before = open({ wanted: true })
  await before.desk.resume()
  expect(before.told).toEqual(['start'])
  const first = open()
  await first.desk.resume()
  expect(first.told).toEqual([])
})

test('hosting opens the space to the network, stopping ends it for the next starts too', async () => {
  const { announced, desk, told } = open({ reach: 'machine' })
  await desk.begin('Harbour')
  expect(desk.choices()).toMatchObject({ wanted: true, reach: 'network', name: 'Harbour' })
  await desk.stop()
  expect(desk.choices()).toMatchObject({ wanted: false, name: 'Harbour' })
  await desk.again()
  expect(told).toEqual(['start', 'stop', 'start'])
  expect(announced.map(({ wanted }) => wanted)).toEqual([true, false, true])
})

test('the server is started anew for what it has to know, and for nothing else', async () => {
  const { desk, told } = open()
  await desk.change({ announce: 'off' })
  expect(told).toEqual([])
  await desk.begin('Harbour')
  await desk.change({ keepRunning: true })
  await desk.change({ announce: ['eth0'] })
  await desk.change({ name: 'Quay' })
  expect(told).toEqual(['start', 'restart', 'restart'])
})

test('a start at login that the system does not take is not kept as one', async () => {
  const { desk } = open({}, { mayLogin: false })
  await expect(desk.change({ atLogin: true })).rejects.toThrow('EACCES')
  expect(desk.choices().atLogin).toBe(false)
})

test('on a full disk stopping and closing happen all the same, and nothing else does', async () => {
  const { announced, desk, file, told } = open({ wanted: true })
  await desk.resume()
  file.write = () => Promise.reject(new Error('ENOSPC'))
  await expect(desk.change({ name: 'Quay' })).rejects.toThrow('ENOSPC')
  expect(desk.choices().name).toBeNull()
  expect(announced).toEqual([])
  await expect(desk.change({ reach: 'machine' })).rejects.toThrow('ENOSPC')
  expect(desk.choices().reach).toBe('machine')
  await expect(desk.stop()).rejects.toThrow('ENOSPC')
  expect(desk.choices().wanted).toBe(false)
  expect(told).toEqual(['start', 'restart', 'stop'])
  expect(announced.map(({ wanted }) => wanted)).toEqual([true, false])
})

test('what was served once is there to be found, and what is begun is not yet', async () => {
  const { desk, file } = open({ folder: '/nowhere', hasSpace: true })
  await desk.begin('Harbour')
  expect(file.data).toMatchObject({ folder: null, hasSpace: false })
  desk.heard({ status: 'ready', url: 'http://127.0.0.1:2', port: 7761, name: 'Harbour', since: 0 })
  expect(file.data.hasSpace).toBe(true)
})

test('the port that the server got is the one to try next time', () => {
  const { desk, file } = open()
  desk.heard({ status: 'ready', url: 'http://127.0.0.1:2', port: 7761, name: 'Harbour', since: 0 })
  expect(file.data.port).toBe(7761)
})
