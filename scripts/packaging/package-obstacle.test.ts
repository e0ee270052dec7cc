import { expect, it } from 'vitest'
import { packageObstacle } from './package-obstacle.ts'

const flags = { dir: false, 'for-tests': false }

it('packages without a feed, and with one that nobody on the way can change', () => {
  expect(packageObstacle(flags)).toBeUndefined()
  expect(packageObstacle({ ...flags, feed: 'https://updates.example/parley' })).toBeUndefined()
})

it.each(['http://updates.example', 'file:///updates', 'updates.example', ''])(
  'takes no updates from %j',
  (feed) => expect(packageObstacle({ ...flags, feed })).toContain('--feed must be'),
)

it('makes no installer of what lets a debugger in', () => {
  expect(packageObstacle({ ...flags, 'for-tests': true })).toContain('--for-tests needs')
  expect(packageObstacle({ dir: true, 'for-tests': true })).toBeUndefined()
})
