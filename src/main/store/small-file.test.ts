import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { openSmallFile } from './small-file.ts'

const schema = z.object({ count: z.number() })
let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-file-'))
  path = join(folder, 'state.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (onBroken?: (keptAs: string) => void) =>
  openSmallFile({ path, schema, empty: { count: 0 }, onBroken })

test('what was written is there when it is opened again', async () => {
  const file = await open()
  expect(file.data).toEqual({ count: 0 })
  file.data = { count: 7 }
  await file.write()
  expect((await open()).data).toEqual({ count: 7 })
  expect(readdirSync(folder)).toEqual(['state.json'])
})

test('the last of many writes at once is what stays', async () => {
  const file = await open()
  for (let count = 1; count <= 20; count += 1) {
    file.data = { count }
    void file.write()
  }
  await file.settled()
  expect((await open()).data).toEqual({ count: 20 })
})

test.each(['{"count":', '{"count":"seven"}', ''])(
  'a file that reads %j is kept aside and begun anew',
  async (content) => {
    writeFileSync(path, content)
    const kept: string[] = []
    const file = await open((keptAs) => kept.push(keptAs))
    expect(file.data).toEqual({ count: 0 })
    expect(kept).toHaveLength(1)
    expect(readFileSync(kept[0]!, 'utf8')).toBe(content)
  },
)

test.skipIf(process.platform === 'win32')(
  'a private file is readable by its user alone',
  async () => {
    const file = await openSmallFile({ path, schema, empty: { count: 1 }, mode: 0o600 })
    await file.write()
    expect(statSync(path).mode & 0o777).toBe(0o600)
  },
)
