import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { renewAutostart, setAutostart } from './autostart.ts'

test('the file is there while the app is to be started, and in no other way', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-login-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'autostart', 'parley.desktop')
  const autostart = { path, name: 'Parley', command: ['/opt/Parley/parley', '--quiet'] }
  await setAutostart(autostart, false)
  expect(existsSync(path)).toBe(false)
  await setAutostart(autostart, true)
  expect(readFileSync(path, 'utf8')).toContain('\nExec="/opt/Parley/parley" "--quiet"\n')
  await setAutostart(autostart, false)
  expect(existsSync(path)).toBe(false)
})

test('a program that has another name since is started by that, and only while it is to be', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-login-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'parley.desktop')
  const named = (program: string) => ({ path, name: 'Parley', command: [program, '--quiet'] })
  await renewAutostart(named('/home/ann/Parley-1.1.0.AppImage'))
  expect(existsSync(path)).toBe(false)
  await setAutostart(named('/home/ann/Parley-1.0.0.AppImage'), true)
  appendFileSync(path, 'Hidden=true\n')
  await renewAutostart(named('/home/ann/$&/Parley-1.1.0.AppImage'))
  const entry = readFileSync(path, 'utf8')
  expect(entry.match(/^Exec=.*$/gm)).toEqual([
    'Exec="/home/ann/\\\\$&/Parley-1.1.0.AppImage" "--quiet"',
  ])
  expect(entry).toMatch(/^Hidden=true$/m)
})
