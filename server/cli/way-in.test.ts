import { expect, it, vi } from 'vitest'
import { readConfig } from '../config.ts'
import { callRoute } from '../test/call-route.ts'
import { ServerProcess, temporaryFolder } from '../test/server-process.ts'
import { tellWayIn } from './way-in.ts'

vi.setConfig({ testTimeout: 60_000 })

async function told(data: string): Promise<string> {
  const say = vi.spyOn(console, 'log').mockImplementation(() => {})
  try {
    await tellWayIn(readConfig({ data }, {}, null))
    return say.mock.calls.flat().join('\n')
  } finally {
    say.mockRestore()
  }
}

it('makes no invite where nobody can register, and says how that is changed', async () => {
  const data = temporaryFolder()
  const shut = ['--port', '0', '--data', data, '--registration', 'closed']
  await new ServerProcess(shut).ready()
  const said = await told(data)
  expect(said).toContain('nobody can: start it once with --registration')
  expect(said).not.toContain('parley://')
})

it('says so where people are there already, too', async () => {
  const data = temporaryFolder()
  const settings = ['--port', '0', '--data', data]
  const first = new ServerProcess(settings)
  const body = { name: 'Ada', password: 'Adas secret', device: 'test' }
  await callRoute((await first.ready()).url, 'register', { body })
  expect(await told(data)).toContain(`npm run server -- invite --data ${data}`)
  first.child.kill('SIGTERM')
  await first.exited
  await new ServerProcess([...settings, '--registration', 'closed']).ready()
  const said = await told(data)
  expect(said).toContain('Nobody else can register')
  expect(said).not.toContain('npm run server -- invite')
})
