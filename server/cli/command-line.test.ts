import { expect, it } from 'vitest'
import { parseCommandLine } from './command-line.ts'

it('serves unless told otherwise', () => {
  expect(parseCommandLine([])).toEqual({ name: 'serve', flags: {}, configFile: null })
  const args = ['serve', '--port', '0', '--data=/tmp/x', '--json-ready', '--config', 'c.json']
  expect(parseCommandLine(args)).toEqual({
    name: 'serve',
    flags: { port: '0', data: '/tmp/x', jsonReady: true },
    configFile: 'c.json',
  })
})

it('knows its other commands, in any order with their flags', () => {
  expect(parseCommandLine(['--help'])).toEqual({ name: 'help' })
  expect(parseCommandLine(['serve', '--port', '1', '-h'])).toEqual({ name: 'help' })
  expect(parseCommandLine(['--version'])).toEqual({ name: 'version' })
  expect(parseCommandLine(['help'])).toEqual({ name: 'help' })
  expect(parseCommandLine(['-v'])).toEqual({ name: 'version' })
  expect(parseCommandLine(['--data', 'x', 'backup', 'y.db'])).toEqual({
    name: 'backup',
    flags: { data: 'x' },
    configFile: null,
    file: 'y.db',
  })
})

it('takes a value for a value, also where a command is called so', () => {
  expect(parseCommandLine(['--space-name', 'help', '--data', 'version'])).toEqual({
    name: 'serve',
    flags: { spaceName: 'help', data: 'version' },
    configFile: null,
  })
  expect(parseCommandLine(['backup', 'help'])).toMatchObject({ name: 'backup', file: 'help' })
})

it.each([
  [['--prot', '1'], 'Unknown flag --prot. Did you mean --port?'],
  [['--nothing-like-it'], 'Unknown flag --nothing-like-it'],
  [['--port'], '--port needs a value'],
  [['--port', '--data'], '--port needs a value'],
  [['--port', '1', '--port', '2'], '--port is given twice'],
  [['sreve'], 'Unknown command "sreve". Did you mean serve?'],
  [['serve', 'now'], 'serve takes no further word, but got "now"'],
  [['backup'], 'backup needs one file to write to: backup FILE'],
])('says what it does not understand in %j', (args, message) => {
  expect(() => parseCommandLine(args)).toThrow(message)
})
