import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { tellOfLinkHandler } from './link-handler.ts'

const handler = (program: string) => ({
  ...{ file: 'parley.desktop', name: 'Parley', scheme: 'parley' },
  command: [program],
})

/** A desktop where nothing is installed. */
function desktop() {
  const folder = mkdtempSync(join(tmpdir(), 'parley-xdg-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const at = (...parts: string[]) => join(folder, ...parts)
  const env = { XDG_DATA_HOME: at('home'), XDG_DATA_DIRS: `${at('image')}:${at('system')}` }
  const entry = at('home', 'applications', 'parley.desktop')
  const put = (place: string, text: string) => {
    mkdirSync(at(place, 'applications'), { recursive: true })
    writeFileSync(at(place, 'applications', 'parley.desktop'), text)
  }
  return { at, entry, env, put, read: () => readFileSync(entry, 'utf8') }
}

test('a program that nobody installed can be asked for links, and follows its name', async () => {
  const { env, read } = desktop()
  await tellOfLinkHandler(handler('/home/ann/Parley-1.0.0.AppImage'), env)
  expect(read()).toContain('\nExec="/home/ann/Parley-1.0.0.AppImage" %u\n')
  expect(read()).toContain('\nMimeType=x-scheme-handler/parley;\n')
  await tellOfLinkHandler(handler('/home/ann/Parley-1.1.0.AppImage'), env)
  expect(read().match(/^Exec=.*$/gm)).toEqual(['Exec="/home/ann/Parley-1.1.0.AppImage" %u'])
})

test('one that is installed is left alone, and what an AppImage brings is not installed', async () => {
  const { at, entry, env, put } = desktop()
  put('system', '')
  await tellOfLinkHandler(handler('/home/ann/Parley.AppImage'), env)
  expect(existsSync(entry)).toBe(false)
  rmSync(at('system'), { recursive: true })
  put('image', '')
  await tellOfLinkHandler(handler('/home/ann/Parley.AppImage'), { ...env, APPDIR: at('image') })
  expect(existsSync(entry)).toBe(true)
})

test('what somebody put into the menu stays as it is', async () => {
  const { env, put, read } = desktop()
  put('home', '[Desktop Entry]\nName=My Parley\n')
  await tellOfLinkHandler(handler('/home/ann/Parley.AppImage'), env)
  expect(read()).toBe('[Desktop Entry]\nName=My Parley\n')
})
