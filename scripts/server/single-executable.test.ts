import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { serverNodeFlags } from '../../shared/server/node-flags.ts'
import { makeExecutable } from './single-executable.ts'

it('gives Node the room that the server wants, and hears no options of others', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-executable-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'server.cjs'), 'console.log(JSON.stringify(process.execArgv))')
  const probe = join(folder, 'probe.cjs')
  writeFileSync(probe, 'console.log("loaded")')
  const made = makeExecutable(folder, [])
  const env = { ...process.env, NODE_OPTIONS: `--require ${probe}` }
  const { stdout, stderr } = spawnSync(made, ['--title=ours'], { env, encoding: 'utf8' })
  expect([stdout.split('\n')[0], stderr]).toEqual([expect.stringMatching(/^\[/), ''])
  expect(JSON.parse(stdout)).toEqual(expect.arrayContaining([...serverNodeFlags]))
}, 120_000)
