import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../test/server-process.ts'

/** What the pages tell people to type, in the project's folder. */
it.each([
  ['npm run server -- backup FILE', ['run', 'server', '--', 'backup']],
  ['npx parley-server backup FILE', ['exec', '--no', '--', 'parley-server', 'backup']],
])('%s reaches the server', { timeout: 60_000 }, (_typed, args) => {
  const data = temporaryFolder()
  const settings = [join(data, 'copy.db'), '--data', data]
  const { status, stderr } = spawnSync('npm', [...args, ...settings], {
    cwd: resolve(import.meta.dirname, '../..'),
    shell: process.platform === 'win32',
    encoding: 'utf8',
  })
  expect(stderr).toContain(`no space is kept in ${data}`)
  expect(status).toBe(1)
})
