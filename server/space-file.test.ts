import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { noteFingerprint, readSpaceFile } from './space-file.ts'
import { temporaryFolder } from './test/temporary-folder.ts'

const key = `${'A'.repeat(42)}A`

function folder() {
  const path = temporaryFolder()
  const file = join(path, 'space.json')
  const kept = () => JSON.parse(readFileSync(file, 'utf8')) as unknown
  return { path, file, kept }
}

it('is made at the first start, for its owner alone, and keeps what it says from then on', () => {
  const { file, kept, path } = folder()
  const first = readSpaceFile(path, 'Harbour')
  expect(kept()).toEqual(first)
  expect(existsSync(`${file}.new`)).toBe(false)
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readSpaceFile(path, null)).toEqual(first)
})

it('keeps what it does not know, when a name or a key is written', () => {
  const { file, kept, path } = folder()
  const made = { name: 'Harbour', createdAt: '2026-01-01T00:00:00.000Z', note: 'mine' }
  writeFileSync(file, JSON.stringify(made))
  noteFingerprint(path, key)
  expect(readSpaceFile(path, 'Quay')).toMatchObject({ name: 'Quay', fingerprint: key })
  expect(kept()).toEqual({ ...made, name: 'Quay', fingerprint: key })
})

it.each(['', '{"name": ', '{"name": 3}', '{"name": "Harbour", "fingerprint": "short"}', '[]'])(
  'is left as it is where it cannot be understood: %s',
  (text) => {
    const { file, path } = folder()
    writeFileSync(file, text)
    expect(() => readSpaceFile(path, 'Quay')).toThrow('space.json cannot be used')
    expect(readFileSync(file, 'utf8')).toBe(text)
  },
)

it('says where it cannot be written', () => {
  const path = join(folder().path, 'no', 'such', 'folder')
  expect(() => readSpaceFile(path, 'Quay')).toThrow('space.json cannot be used')
  expect(() => noteFingerprint(path, key)).toThrow('space.json cannot be written')
})

it('gets its usual name where a person left none in it', () => {
  const { file, kept, path } = folder()
  writeFileSync(file, '{"name": ""}')
  expect(readSpaceFile(path, null).name).toMatch(/^Parley on /)
  expect(kept()).toEqual(readSpaceFile(path, null))
})
