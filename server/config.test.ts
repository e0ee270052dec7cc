import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { settingsTable } from './cli/settings-table.ts'
import { UsageError, flagOf, readConfig, settings, variableOf } from './config.ts'

function folder(file?: string): string {
  const path = mkdtempSync(join(tmpdir(), 'parley-config-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  if (file !== undefined) writeFileSync(join(path, 'parley.json'), file)
  return path
}

it('takes what is usual where nothing is said', () => {
  const config = readConfig({ data: folder() }, {}, null)
  expect(config).toMatchObject({ host: '127.0.0.1', port: 7759, registration: null, web: null })
})

it('lets a flag win over the environment, and that over the file', () => {
  const data = folder('{"port": 1, "host": "file.example", "logLevel": "warn"}')
  const environment = { PARLEY_PORT: '2', PARLEY_HOST: 'environment.example', PARLEY_DATA: data }
  expect(readConfig({ port: '3' }, environment, null)).toMatchObject({
    port: 3,
    host: 'environment.example',
    logLevel: 'warn',
    data,
  })
})

it('understands what each source writes differently', () => {
  const data = folder('{"origins": ["https://a.example"], "exitWithParent": true}')
  const fromFile = readConfig({ data }, {}, null)
  expect(fromFile).toMatchObject({ origins: ['https://a.example'], exitWithParent: true })
  const environment = {
    PARLEY_ORIGINS: 'https://a.example, https://b.example',
    PARLEY_JSON_READY: '1',
  }
  expect(readConfig({ data: folder() }, environment, null)).toMatchObject({
    origins: ['https://a.example', 'https://b.example'],
    jsonReady: true,
  })
})

it.each([
  [{ port: '70000' }, {}, /^--port: /],
  [{ port: 'many' }, {}, /^--port: /],
  [{}, { PARLEY_REGISTRATION: 'maybe' }, /^PARLEY_REGISTRATION: /],
  [{ origins: 'chat.example' }, {}, /^--origins: must be like/],
  [{ web: 'included' }, {}, /^--web: only the one file includes/],
])('names the source of a value that it cannot use: %j %j', (flags, environment, message) => {
  expect(() => readConfig({ data: folder(), ...flags }, environment, null)).toThrow(message)
})

it.each([
  ['{"prot": 1}', /unknown setting "prot". Did you mean port\?/],
  ['{port: 1}', /is not JSON/],
  ['[]', /must hold a JSON object/],
  ['{"port": "x"}', /^port in .*parley\.json: /],
])('explains what is wrong with the file %s', (file, message) => {
  expect(() => readConfig({ data: folder(file) }, {}, null)).toThrow(message)
  expect(() => readConfig({ data: folder(file) }, {}, null)).toThrow(UsageError)
})

it('passes over no file that is there and cannot be read', () => {
  const data = folder()
  mkdirSync(join(data, 'parley.json'))
  expect(() => readConfig({ data }, {}, null)).toThrow(/Cannot read the config file .*EISDIR/)
  const file = join(folder('{}'), 'parley.json')
  expect(readConfig({ data: file }, {}, null).port).toBe(7759)
})

it('needs the file that is named, and not the one that is not', () => {
  const missing = join(folder(), 'nowhere.json')
  expect(() => readConfig({ data: folder() }, {}, missing)).toThrow(/Cannot read the config file/)
  const named = join(folder('{"port": 5}'), 'parley.json')
  expect(readConfig({ data: folder('{"port": 6}') }, {}, named).port).toBe(5)
})

it('derives the three names of each setting from one', () => {
  expect([flagOf('exitWithParent'), variableOf('exitWithParent')]).toEqual([
    '--exit-with-parent',
    'PARLEY_EXIT_WITH_PARENT',
  ])
  for (const { help } of Object.values(settings)) expect(help).not.toBe('')
})

it('is documented, every setting of it', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../docs/operations.md'), 'utf8')
  for (const row of settingsTable().split('\n')) expect(page).toContain(row)
})
