import { expect, it, vi } from 'vitest'
import { describeBroker } from '../broker.contract.ts'
import { LocalBroker } from './local-broker.ts'

describeBroker('LocalBroker', () => {
  const broker = new LocalBroker(() => {})
  return Promise.resolve({ nodes: [broker, broker] as const, close: () => broker.close() })
})

it('reports what a listener threw', () => {
  const onError = vi.fn()
  const broker = new LocalBroker(onError)
  const failure = new Error('listener failed')
  broker.subscribe(() => {
    throw failure
  })
  broker.publish({ kind: 'frame', topics: ['space'], frame: '{}' })
  expect(onError).toHaveBeenCalledExactlyOnceWith(failure)
})
