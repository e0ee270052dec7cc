import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { libraryFile } from './library-file.ts'

const ours = Buffer.from('our library')
const name = 'uws-1.node'

describe.skipIf(process.platform === 'win32')('the native library as a file', () => {
  it('is for its owner alone, and is written once', () => {
    const folder = temporaryFolder()
    const path = libraryFile(folder, name, ours)
    expect(readFileSync(path)).toEqual(ours)
    expect(lstatSync(path).mode & 0o777).toBe(0o500)
    expect(lstatSync(join(folder, 'native')).mode & 0o777).toBe(0o700)
    const { ino } = lstatSync(path)
    expect(lstatSync(libraryFile(folder, name, ours)).ino).toBe(ino)
  })

  it.each([
    ['that is damaged', (path: string) => writeFileSync(path, 'our librarx')],
    ['that is cut off', (path: string) => writeFileSync(path, 'our')],
    ['that is a link', (path: string) => symlinkSync('/etc/hostname', path)],
    ['that is a folder', (path: string) => mkdirSync(path)],
    [
      'that others may write to',
      (path: string) => {
        writeFileSync(path, ours)
        chmodSync(path, 0o777)
      },
    ],
  ])('takes the place of one %s', (_which, plant) => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'native'), { mode: 0o700 })
    plant(join(folder, 'native', name))
    const path = libraryFile(folder, name, ours)
    expect(lstatSync(path).isFile()).toBe(true)
    expect(lstatSync(path).mode & 0o777).toBe(0o500)
    expect(readFileSync(path)).toEqual(ours)
    expect(readdirSync(join(folder, 'native'))).toEqual([name])
  })

  it('clears what versions before have left', () => {
    const folder = temporaryFolder()
    libraryFile(folder, 'uws-0.node', Buffer.from('an older one'))
    libraryFile(folder, name, ours)
    expect(readdirSync(join(folder, 'native'))).toEqual([name])
  })

  it('closes a folder that others could write to', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'native'))
    chmodSync(join(folder, 'native'), 0o777)
    libraryFile(folder, name, ours)
    expect(lstatSync(join(folder, 'native')).mode & 0o777).toBe(0o700)
  })

  it('is not written where a link leads elsewhere, and says what to do', () => {
    const folder = temporaryFolder()
    const elsewhere = temporaryFolder()
    symlinkSync(elsewhere, join(folder, 'native'))
    expect(() => libraryFile(folder, name, ours)).toThrow('Remove it')
    expect(readdirSync(elsewhere)).toEqual([])
  })
})
