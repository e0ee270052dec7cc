import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { tellOfLinkHandler } from './link-handler.ts'

const handler = (program: string) => ({
  ...{ file: 'parley-appimage.desktop', name: 'Parley', scheme: 'parley' },
  command: [program],
})

/** Somebody's desktop, on which nothing is installed. */
function desktop() {
  const home = mkdtempSync(join(tmpdir(), 'parley-xdg-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const env = {
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, 'config'),
  }
  const entry = join(home, 'data', 'applications', 'parley-appimage.desktop')
  return { env, read: () => readFileSync(entry, 'utf8') }
}

test('a program that nobody installed can be asked for links, and follows its name', async () => {
  const { env, read } = desktop()
  await tellOfLinkHandler(handler('/home/ann/Parley-1.0.0.AppImage'), env)
  expect(read()).toContain('\nExec="/home/ann/Parley-1.0.0.AppImage" %u\n')
  expect(read()).toContain('\nMimeType=x-scheme-handler/parley;\n')
  await tellOfLinkHandler(handler('/home/ann/Parley-1.1.0.AppImage'), env)
  expect(read().match(/^Exec=.*$/gm)).toEqual(['Exec="/home/ann/Parley-1.1.0.AppImage" %u'])
})

const hasDesktopTools = spawnSync('xdg-mime', ['--version']).status === 0
if (hasDesktopTools)
  test('the desktop takes it for what opens such links, as Electron asks it to', async () => {
    const { env } = desktop()
    await tellOfLinkHandler(handler('/bin/true'), env)
    const mime = (...args: string[]) =>
      execFileSync('xdg-mime', args, { env: { ...process.env, ...env }, encoding: 'utf8' }).trim()
    mime('default', 'parley-appimage.desktop', 'x-scheme-handler/parley')
    expect(mime('query', 'default', 'x-scheme-handler/parley')).toBe('parley-appimage.desktop')
  })
