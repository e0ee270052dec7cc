import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { haveAlone } from './have-alone.ts'

function lockPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-lock-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'part.lock')
}

test('whoever comes second has it once the first gives it back', async () => {
  const lock = lockPath()
  const done: string[] = []
  const release = await haveAlone(lock)
  const second = haveAlone(lock).then((releaseToo) => {
    done.push('second')
    return releaseToo
  })
  await new Promise((turn) => setImmediate(turn))
  done.push('first')
  release()
  ;(await second)()
  expect(done).toEqual(['first', 'second'])
  expect(existsSync(lock)).toBe(false)
})

test('what a process left behind that is gone holds nobody up', async () => {
  const lock = lockPath()
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(lock, String(pid))
  const release = await haveAlone(lock)
  release()
  expect(existsSync(lock)).toBe(false)
})
