import { expect, test } from 'vitest'
import type { HostState } from '../../../shared/ipc/schemas.ts'
import { en } from '../words/en.ts'
import { trayMenu } from './tray-menu.ts'

const ready: HostState = {
  ...{ status: 'ready', url: 'http://127.0.0.1:1', port: 1 },
  ...{ name: 'Harbour', since: 0 },
}

test.each<[string, HostState]>([
  ['Hosting Harbour', ready],
  ['Your space is being started…', { status: 'restarting', attempt: 1, reason: '' }],
  ['Your space could not be started', { status: 'failed', problem: 'inUse', reason: '', log: '' }],
  ['Your space is not served', { status: 'off' }],
])('it says %s, and what can be done', (line, state) => {
  const done: string[] = []
  const act = (what: string) => () => void done.push(what)
  const items = trayMenu({
    ...{ words: en, state },
    ...{ open: act('open'), retry: act('retry'), stopHosting: act('stop'), quit: act('quit') },
  })
  expect(items.find(({ id }) => id === 'state')).toMatchObject({ label: line, enabled: false })
  for (const item of items) (item.click as (() => void) | undefined)?.()
  const retry = state.status === 'failed' ? ['retry'] : []
  expect(done).toEqual(['open', ...retry, 'stop', 'quit'])
})
