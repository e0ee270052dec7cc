import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished, vi } from 'vitest'
import { haveAlone } from './have-alone.ts'

vi.setConfig({ testTimeout: 60_000 })

function aLock(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-alone-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'part.building')
}

const module = pathToFileURL(join(import.meta.dirname, 'have-alone.ts')).href

/** Another process that does something with the lock; its lines as they come. */
function another(lock: string, work: string) {
  const code = `const { haveAlone } = await import('${module}')
    const release = await haveAlone(${JSON.stringify(lock)}, { say: () => {} }); ${work}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code])
  let said = ''
  child.stdout.on('data', (data: Buffer) => (said += data.toString()))
  child.stderr.on('data', (data: Buffer) => (said += data.toString()))
  const ended = once(child, 'close')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { child: child as ChildProcess, ended, said: () => said }
}

it('waits for another process, and says for which', async () => {
  const lock = aLock()
  const holder = another(lock, `console.log('mine'); process.stdin.once('data', release)`)
  await vi.waitFor(() => expect(holder.said()).toBe('mine\n'), { timeout: 30_000 })
  const lines: string[] = []
  const waiting = haveAlone(lock, { say: (line) => lines.push(line) })
  await vi.waitFor(() => expect(lines).toHaveLength(1))
  expect(lines[0]).toContain(`process ${holder.child.pid}`)
  holder.child.stdin!.end('go\n')
  ;(await waiting)()
  expect(lines).toHaveLength(1)
})

it('does not wait for ever', async () => {
  const lock = aLock()
  const release = await haveAlone(lock)
  await expect(haveAlone(lock, { patience: 0, say: () => {} })).rejects.toThrow('still held')
  release()
})

it('has it from a process that was killed', async () => {
  const lock = aLock()
  const holder = another(lock, `console.log('mine'); setInterval(() => {}, 1_000)`)
  await vi.waitFor(() => expect(holder.said()).toBe('mine\n'), { timeout: 30_000 })
  const waiting = haveAlone(lock, { say: () => holder.child.kill('SIGKILL') })
  ;(await waiting)()
})

it('is one process’s at a time, however many wait', async () => {
  const lock = aLock()
  const log = `${lock}.log`
  const work = `const { appendFileSync } = await import('node:fs')
    appendFileSync('${log}', 'in '); appendFileSync('${log}', 'out '); release()`
  const release = await haveAlone(lock)
  const waiting = [1, 2, 3, 4].map(() => another(lock, work))
  release()
  for (const { ended, said } of waiting) expect([await ended, said()]).toEqual([[0, null], ''])
  expect(readFileSync(log, 'utf8')).toBe('in out '.repeat(4))
})
