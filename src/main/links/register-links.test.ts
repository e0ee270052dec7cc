import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { linkProgram } from './register-links.ts'

it('starts an installed app by itself, and one in a checkout by Electron', () => {
  expect(linkProgram(true, ['/opt/Parley/parley', 'whatever'])).toBeNull()
  expect(linkProgram(false, ['/x/electron', '.', '--disable-gpu'])).toEqual({
    path: '/x/electron',
    args: [resolve('.'), '--'],
  })
})
