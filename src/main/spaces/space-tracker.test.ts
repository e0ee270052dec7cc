import { createHash, X509Certificate } from 'node:crypto'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { Low, Memory } from 'lowdb'
import { expect, onTestFinished, test, vi } from 'vitest'
import { makeSelfSigned } from '../../../server/security/certificate/self-signed.ts'
import type { FoundSpace, KnownSpace } from '../../../shared/ipc/schemas.ts'
import { createSpaceTracker } from './space-tracker.ts'
import { createSpacesStore } from './spaces-store.ts'

vi.setConfig({ testTimeout: 20_000 })

const [from, until] = [new Date(Date.now() - 86_400_000), new Date('2100-01-01')]
const make = () =>
  makeSelfSigned({
    ...{ commonName: 'Parley space', dnsNames: ['localhost'], addresses: ['127.0.0.1'] },
    ...{ from, until },
  })
const [harbour, stranger] = [make(), make()]
const fingerprint = createHash('sha256')
  .update(new X509Certificate(harbour).raw)
  .digest('base64url')

/** Somebody who shows this key, and counts who asks. */
async function host(pem: string): Promise<{ place: string; url: string; asked: () => number }> {
  let asked = 0
  const server = createServer({ key: pem, cert: pem }, (_request, response) => {
    asked += 1
    response.end(JSON.stringify({ name: 'Harbour', epoch: 'e1' }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const place = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { place, url: `https://${place}`, asked: () => asked }
}

/** An app that knows one space, and looks for it on a network where this is announced. */
function app(known: Partial<KnownSpace>, around: FoundSpace[] = []) {
  const file = new Low<KnownSpace[]>(new Memory(), [
    { id: 'harbour', name: 'Harbour', url: 'https://127.0.0.1:1', hosted: false, ...known },
  ])
  const spaces = createSpacesStore(file, { announce: () => {}, keyAt: () => Promise.resolve(null) })
  const looking = new Set<number>()
  const finder = {
    look(viewer: number) {
      looking.add(viewer)
      return around
    },
    leave: (viewer: number) => void looking.delete(viewer),
  }
  const tracker = createSpaceTracker({ spaces, finder: () => finder })
  onTestFinished(() => tracker.leaveAll())
  const now = () => spaces.list()[0]!
  return { looking, now, tracker }
}

const announced = (...addresses: string[]): FoundSpace => ({
  ...{ id: 'e1', name: 'Harbour', fingerprint, addresses, seenAt: 0, announcers: 1 },
})

test('a space is found again at an address where it was met before, by its key', async () => {
  const [there, other] = [await host(harbour), await host(stranger)]
  const before = 'https://127.0.0.1:1'
  const { looking, now, tracker } = app({ fingerprint, addresses: [other.url, there.url] })
  tracker.seek('harbour')
  expect(looking.size).toBe(1)
  await vi.waitFor(() => expect(now().url).toBe(there.url), { timeout: 10_000 })
  expect(now().addresses).toEqual([before, other.url])
  expect(other.asked()).toBe(0)
  tracker.leave('harbour')
  expect(looking.size).toBe(0)
})

test('a space is found again where it announces itself, also when that is only heard later', async () => {
  const there = await host(harbour)
  const { now, tracker } = app({ fingerprint })
  tracker.seek('harbour')
  tracker.heard([announced('[fe80::5%eth0]:7759', there.place)])
  await vi.waitFor(() => expect(now().url).toBe(there.url), { timeout: 10_000 })
})

test('a space that answers where it was stays there, whoever else announces it', async () => {
  const [here, copy] = [await host(harbour), await host(harbour)]
  const { now, tracker } = app({ url: here.url, fingerprint }, [announced(copy.place)])
  tracker.seek('harbour')
  await vi.waitFor(() => expect(here.asked()).toBeGreaterThan(0), { timeout: 10_000 })
  await vi.waitFor(() => expect(here.asked()).toBeGreaterThan(1), { timeout: 10_000 })
  expect(now().url).toBe(here.url)
})

test('a space without a key is never moved to another host', async () => {
  const there = await host(harbour)
  const { now, tracker } = app({ addresses: [there.url] }, [announced(there.place)])
  tracker.seek('harbour')
  const keyed = app({ fingerprint, addresses: [there.url] })
  keyed.tracker.seek('harbour')
  await vi.waitFor(() => expect(keyed.now().url).toBe(there.url), { timeout: 10_000 })
  expect(now().url).toBe('https://127.0.0.1:1')
  expect(there.asked()).toBe(1)
})
