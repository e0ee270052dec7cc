import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, it, onTestFinished } from 'vitest'
import { cpuSeconds, familyOf, proportionalBytes } from './processes.ts'

/** A process that starts another one, and says who that is. */
const parentScript = `
  const child = require('node:child_process').spawn(process.execPath, ['-e', process.argv[1]])
  child.stdout.once('data', () => console.log(child.pid))
`
const childScript = `
  const kept = Buffer.alloc(64e6, 1)
  while (process.cpuUsage().user < 300_000);
  console.log('worked')
  setInterval(() => kept, 1e6)
`

it.runIf(process.platform === 'linux')(
  'sees what a process started, and what that used',
  async () => {
    const parent = spawn(process.execPath, ['-e', parentScript, childScript], { stdio: 'pipe' })
    const [said] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string]
    const child = Number(said)
    onTestFinished(() => void process.kill(child))
    onTestFinished(() => void parent.kill())

    expect(familyOf(parent.pid!).map(({ pid }) => pid)).toEqual([parent.pid, child])
    expect(familyOf(child)).toMatchObject([{ pid: child, parent: parent.pid }])
    expect(cpuSeconds(child)).toBeGreaterThan(0.1)
    expect(proportionalBytes(child)).toBeGreaterThan(64e6)
  },
)
