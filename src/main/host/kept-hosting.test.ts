import { expect, test } from 'vitest'
import { dataFolder, firstHosting, keptHosting } from './kept-hosting.ts'

const own = { id: 'own', name: 'Ann’s', url: 'http://127.0.0.1:4123', hosted: true }

test('an app at its first start serves nothing', () => {
  expect(firstHosting([])).toMatchObject({ wanted: false, reach: 'network', port: null })
  expect(firstHosting([{ ...own, hosted: false }])).toMatchObject({ wanted: false })
})

test('a space of an earlier version is served on, to this computer alone, where it was', () => {
  expect(firstHosting([own])).toMatchObject({ wanted: true, reach: 'machine', port: 4123 })
})

test('what was kept by an earlier version is completed', () => {
  const kept = keptHosting.parse({ wanted: true, name: 'Ann’s', gone: 1 })
  expect(kept).toEqual({ ...firstHosting([]), wanted: true, name: 'Ann’s' })
})

test('the folder is the app’s own until another one is chosen', () => {
  const kept = firstHosting([])
  expect(dataFolder(kept, '/home/ann/.config/Parley')).toBe('/home/ann/.config/Parley/space')
  expect(dataFolder({ ...kept, folder: '/srv/office' }, '/home')).toBe('/srv/office')
})
