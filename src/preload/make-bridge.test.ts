import { expect, test, vi } from 'vitest'
import { bridgeNames } from '../../shared/ipc/channels.ts'
import { type IpcLine, makeBridge } from './make-bridge.ts'

function openLine() {
  const listeners = new Map<string, Set<(event: unknown, payload: unknown) => void>>()
  const line = {
    invoke: vi.fn((_channel: string, ..._args: unknown[]) => Promise.resolve<unknown>(undefined)),
    on(channel, listener) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener))
    },
    removeListener(channel, listener) {
      listeners.get(channel)?.delete(listener)
    },
  } satisfies IpcLine
  const emit = (channel: string, payload: unknown) => {
    for (const listener of listeners.get(channel) ?? []) listener({ sender: 'main' }, payload)
  }
  return { line, emit }
}

test('a call of the table goes to its own channel with its arguments and brings back the answer', async () => {
  const { line } = openLine()
  line.invoke.mockResolvedValueOnce('file')
  const bridge = makeBridge(bridgeNames, line)

  expect(await bridge.secrets.set('token', 'abc')).toBe('file')
  await bridge.openExternal('https://example.org')

  expect(line.invoke.mock.calls).toEqual([
    ['parley:call:secrets.set', 'token', 'abc'],
    ['parley:call:openExternal', 'https://example.org'],
  ])
})

test('the bridge holds the functions of the table and nothing else', () => {
  const bridge = makeBridge(bridgeNames, openLine().line) as unknown as Record<string, unknown>
  const found = Object.entries(bridge).flatMap(([name, value]) =>
    typeof value === 'function' ? name : Object.keys(value as object).map((m) => `${name}.${m}`),
  )
  expect(found.sort()).toEqual([...bridgeNames.calls, 'on'].sort())
})

test('a listener hears the payload without the event, until it stops listening', () => {
  const { line, emit } = openLine()
  const heard: unknown[] = []
  const stop = makeBridge(bridgeNames, line).on('command', (payload) => heard.push(payload))

  emit('parley:event:command', 'search')
  stop()
  emit('parley:event:command', 'settings')

  expect(heard).toEqual(['search'])
})

test('an event outside the table cannot be listened to', () => {
  const bridge = makeBridge(bridgeNames, openLine().line)
  expect(() => bridge.on('secrets' as 'command', () => {})).toThrow(/no event named secrets/)
})
