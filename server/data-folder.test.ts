import { chmodSync, chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { prepareDataFolder } from './data-folder.ts'
import { StartRefused } from './start-refused.ts'
import { temporaryFolder } from './test/temporary-folder.ts'

const modeOf = (path: string): number => statSync(path).mode & 0o7777

function folder(mode: number, ...files: string[]): string {
  const path = join(temporaryFolder(), 'space')
  mkdirSync(path)
  for (const file of files) writeFileSync(join(path, file), '')
  chmodSync(path, mode)
  return path
}

describe.skipIf(process.platform === 'win32')('the data folder', () => {
  it('is made for its owner alone', () => {
    const path = join(temporaryFolder(), 'new', 'space')
    prepareDataFolder(path)
    expect(modeOf(path)).toBe(0o700)
  })

  it.each([
    ['empty', []],
    ['with settings', ['parley.json']],
    ['with a key, to be restored to', ['space.pem', 'space.json', '.DS_Store']],
    ['with a space, and what else was put there', ['parley.db', 'monday.db']],
  ])('is closed where it is ours, %s', (_what, files) => {
    for (const mode of [0o755, 0o775, 0o777]) {
      const path = folder(mode, ...files)
      prepareDataFolder(path)
      expect(modeOf(path)).toBe(0o700)
    }
  })

  it('is left as it is where it holds other things that others cannot change', () => {
    const path = folder(0o755, 'letter.txt')
    prepareDataFolder(path)
    expect(modeOf(path)).toBe(0o755)
  })

  it.each([
    ['holds other things', 0o775, ['letter.txt']],
    ['is a place for everybody', 0o1777, ['parley.db']],
  ])('is refused, and left as it is, where others may write and it %s', (_what, mode, files) => {
    const path = folder(mode, ...files)
    expect(() => prepareDataFolder(path)).toThrow(StartRefused)
    expect(() => prepareDataFolder(path)).toThrow('--data')
    expect(modeOf(path)).toBe(mode)
  })

  it.skipIf(process.getuid?.() !== 0)(
    'is refused where it is somebody else’s and others may write (needs root)',
    () => {
      const path = folder(0o775)
      chownSync(path, 65_534, 65_534)
      expect(() => prepareDataFolder(path)).toThrow('Others may write')
      chmodSync(path, 0o755)
      prepareDataFolder(path)
      expect(modeOf(path)).toBe(0o755)
    },
  )
})
