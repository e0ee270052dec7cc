import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { draftBeside, finishExchange, NotPutBack } from './exchange-folder.ts'

/** A folder with a space in it, and a draft beside that is ready to take its place. */
async function open() {
  const parent = mkdtempSync(join(tmpdir(), 'parley-exchange-'))
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }))
  const place = join(parent, 'space')
  mkdirSync(place)
  writeFileSync(join(place, 'space.pem'), 'a key')
  writeFileSync(join(place, 'parley.db'), 'before')
  const draft = await draftBeside(place)
  const write = (text: string) => writeFileSync(join(draft.folder, 'parley.db'), text)
  const read = () => readFileSync(join(place, 'parley.db'), 'utf8')
  return { place, draft, write, read }
}

test('an app that ended between the two steps finds the new folder in its place', async () => {
  const { draft, place, read, write } = await open()
  write('after')
  mkdirSync(`${place}.before-restore`)
  const { keptAs } = await draft.exchange()
  expect(keptAs).toBe(`${place}.before-restore-2`)
  // As it is when only the first step was done.
  const again = await draftBeside(place)
  writeFileSync(join(again.folder, 'parley.db'), 'later')
  rmSync(place, { recursive: true })
  await finishExchange(place)
  expect(read()).toBe('later')
  expect(readFileSync(join(place, 'space.pem'), 'utf8')).toBe('a key')
})

test('a draft that was not finished is not taken, nor one while the folder is there', async () => {
  const { place, read, write } = await open()
  write('after')
  await finishExchange(place)
  expect(read()).toBe('before')
  rmSync(`${place}.restoring/parley.db`)
  rmSync(place, { recursive: true })
  await finishExchange(place)
  expect(existsSync(place)).toBe(false)
})

test('what cannot be taken back is said, with where everything is', async () => {
  const { draft, place, write } = await open()
  write('after')
  const { keptAs, undo } = await draft.exchange()
  rmSync(keptAs, { recursive: true })
  await expect(undo()).rejects.toThrow(NotPutBack)
  await expect(undo()).rejects.toThrow(`${place}.before-restore`)
})
