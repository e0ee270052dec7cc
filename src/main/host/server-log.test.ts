import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openServerLog } from './server-log.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const read = (path: string) => readFileSync(path, 'utf8')

test('lines are added to what an earlier run wrote', async () => {
  const path = join(folder, 'logs', 'server.log')
  const first = openServerLog(path)
  first.write('one\n')
  first.stop()
  await vi.waitFor(() => expect(read(path)).toBe('one\n'))

  const second = openServerLog(path)
  second.write('two\n')
  second.stop()
  await vi.waitFor(() => expect(read(path)).toBe('one\ntwo\n'))
})

test('a log that has grown too long begins anew and keeps one predecessor', async () => {
  const path = join(folder, 'server.log')
  const log = openServerLog(path, 10)
  log.write('12345678\n')
  await vi.waitFor(() => expect(read(path)).toBe('12345678\n'))
  log.write('next\n')
  log.stop()
  await vi.waitFor(() => expect(read(path)).toBe('next\n'))
  expect(read(`${path}.1`)).toBe('12345678\n')
})

test('a log that could not be written goes on once it can', async () => {
  const inTheWay = join(folder, 'logs')
  writeFileSync(inTheWay, '')
  const path = join(inTheWay, 'server.log')
  const log = openServerLog(path)
  log.write('lost\n')
  rmSync(inTheWay)
  await vi.waitFor(() => {
    log.write('heard\n')
    expect(read(path)).toContain('heard\n')
  })
  log.stop()
})
