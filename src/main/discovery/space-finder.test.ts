import { resolve } from 'node:path'
import { expect, test, vi } from 'vitest'
import { harbour } from '../../../discovery/test/harbour.ts'
import { Host, inOwnNetworks, Switch } from '../../../discovery/test/lab.ts'
import { Announcing } from '../../../discovery/test/neighbours.ts'
import { Program } from '../../../discovery/test/program.ts'
import { createSpaceFinder } from './space-finder.ts'

vi.setConfig({ testTimeout: 60_000 })

test('finds nothing where it is told to look nowhere', async () => {
  const announce = vi.fn()
  const finder = createSpaceFinder({ interfaces: 'off', announce })
  expect(finder.look(1)).toEqual([])
  finder.leave(1)
  await finder.stop()
  expect(announce).not.toHaveBeenCalled()
})

inOwnNetworks('looking in networks of one’s own', () => {
  const child = resolve(import.meta.dirname, 'finder-child.contract.ts')

  test('looks as long as one window does, and begins anew', async () => {
    const office = new Switch()
    const host = new Host().plug(office, 'eth0', '10.9.0.1/24')
    const guest = new Host().plug(office, 'eth0', '10.9.0.2/24')
    await new Announcing(host).named('Harbour')
    const joined = () => guest.ip('maddr', 'show', 'dev', 'eth0')
    const isListening = () => joined().includes('224.0.0.251') || joined().includes('ff02::fb')
    const app = new Program([...guest.within, process.execPath, child])
    await app.until(([line]) => line)
    const tell = (command: string): void => void app.child.stdin.write(`${command}\n`)
    const listening = (is: boolean) =>
      vi.waitFor(() => expect(isListening()).toBe(is), { timeout: 10_000 })

    expect(isListening()).toBe(false)
    tell('look 1')
    tell('look 2')
    await app.until((lines) => lines.find((line) => line.includes(harbour.id)))
    tell('leave 1')
    tell('look 3')
    tell('leave 3')
    await listening(true)
    tell('leave 2')
    await listening(false)
    app.output = ''
    tell('look 1')
    await app.until((lines) => lines.find((line) => line.includes(harbour.id)))
    tell('stop')
    await listening(false)
  })
})
