import { expect, test } from 'vitest'
import { execLine } from './desktop-entry.ts'

test.each([
  ['/home/ann/My Apps/Parley', '"/home/ann/My Apps/Parley"'],
  ['/opt/100%/parley', '"/opt/100%%/parley"'],
  ['/opt/$HOME`x`"y"/p', '"/opt/\\\\$HOME\\\\`x\\\\`\\\\"y\\\\"/p"'],
])('%s is one argument, whatever is in it', (program, written) => {
  expect(execLine([program])).toBe(`Exec=${written}`)
})
