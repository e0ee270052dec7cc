import { expect, it, vi } from 'vitest'
import { TestServer } from '../../server/test/test-server.ts'
import { systemRandom } from '../random.ts'
import { openDevice, until } from '../test/device.ts'
import { createMemoryCache } from '../cache/memory/memory-cache.ts'
import { createMemoryTokenStore } from '../token-store.ts'
import { proveWords } from './prove-words.ts'

vi.setConfig({ testTimeout: 30_000 })

const password = 'correct horse'

/** A real server that Hanna administers on one device, and another device at its door. */
async function host(policy: 'invite' | 'approval') {
  const server = await TestServer.start()
  const hanna = await openDevice(server.url)
  await hanna.accounts.register('Hanna', password)
  await hanna.admission.setPolicy(policy)
  const options = { cache: createMemoryCache(), tokenStore: createMemoryTokenStore() }
  return { server, hanna, gus: await openDevice(server.url, options), options }
}

it('lets somebody in by an invite’s secret, and tells what became of it', async () => {
  const { hanna, gus } = await host('invite')
  expect((await gus.space()).registration).toBe('invite')
  await expect(gus.accounts.register('Gus', password)).rejects.toMatchObject({
    code: 'invite_needed',
  })
  const { secret, invite } = await hanna.admission.createInvite({ note: 'Gus', uses: 1 })
  await gus.accounts.register('Gus', password, secret)
  await until(() => gus.connection.get().phase === 'online')
  expect(await hanna.admission.invites()).toEqual([{ ...invite, uses: 1 }])
  await hanna.admission.revokeInvite(invite.id)
  expect((await hanna.admission.invites())[0]!.revokedAt).not.toBeNull()
})

it('lets somebody in by words, which never leave either side', async () => {
  const { server, hanna, gus } = await host('invite')
  const { words } = await hanna.admission.createInvite({ words: true })
  const sent: string[] = []
  const listening = await openDevice(server.url, {
    fetch: (...request) => {
      sent.push(String(request[1]?.body))
      return fetch(...request)
    },
  })
  const invite = await listening.admission.inviteOfWords(words!, '')
  for (const word of words!.split(' ')) expect(sent.join()).not.toContain(word)
  await gus.accounts.register('Gus', password, invite)
  await expect(gus.admission.inviteOfWords('aardvark abacus abbey ability', '')).rejects.toThrow()
})

it('does not believe a space that cannot show that it knows the words too', async () => {
  const answers = {
    codeChallenge: { salt: 'e5Qy1dVnB7hGtR3o', nonce: 'n'.repeat(22) },
    codeProof: { proof: 'p'.repeat(43), invite: 'i'.repeat(43) },
  }
  const call = async (name: keyof typeof answers) => answers[name]
  const rest = { call } as unknown as Parameters<typeof proveWords>[0]['rest']
  const proved = proveWords({ rest, random: systemRandom }, 'one two three four', '')
  await expect(proved).rejects.toMatchObject({ code: 'invite_invalid' })
})

it('waits until somebody lets the person in, and goes on by itself then', async () => {
  const { hanna, gus } = await host('approval')
  await gus.accounts.register('Gus', password)
  await until(() => gus.connection.get().phase === 'admission')
  expect(gus.account.get()?.user.name).toBe('Gus')
  const [waiting] = await hanna.admission.waiting()
  expect(waiting!.user.name).toBe('Gus')
  await hanna.admission.approve(waiting!.user.id)
  await until(() => gus.connection.get().phase === 'online')
  expect((await gus.people.directory('')).total).toBe(2)
})

it('still waits after a restart, of the device as of the server', async () => {
  const { server, hanna, gus, options } = await host('approval')
  await gus.accounts.register('Gus', password)
  await until(() => gus.connection.get().phase === 'admission')
  await gus.close()
  const again = await openDevice(server.url, options)
  expect(again.account.get()?.user.name).toBe('Gus')
  await until(() => again.connection.get().phase === 'admission')
  await hanna.admission.approve(again.account.get()!.user.id)
  await until(() => again.connection.get().phase === 'online')
})

it('says that the person was not let in, and begins anew after signing out', async () => {
  const { hanna, gus } = await host('approval')
  const { user } = await gus.accounts.register('Gus', password)
  await until(() => gus.connection.get().phase === 'admission')
  await hanna.admission.refuse(user.id)
  await until(() => gus.connection.get().phase === 'refused')
  expect(gus.connection.get().reason).toBe('not_admitted')
  await gus.accounts.signOut()
  expect(gus.connection.get().phase).toBe('signed-out')
  await gus.accounts.register('Gus', password)
  await until(() => gus.connection.get().phase === 'admission')
})

it('says so as well where that was decided while the line was cut', async () => {
  const { server, hanna } = await host('approval')
  const lines: WebSocket[] = []
  class Line extends WebSocket {
    constructor(...line: ConstructorParameters<typeof WebSocket>) {
      super(...line)
      lines.push(this)
    }
  }
  const gus = await openDevice(server.url, { WebSocket: Line })
  const { user } = await gus.accounts.register('Gus', password)
  await until(() => gus.connection.get().phase === 'admission')
  // It comes back after a moment, so that what is decided before that is decided while it is away.
  lines.at(-1)!.close()
  await until(() => gus.connection.get().phase === 'waiting')
  await hanna.admission.refuse(user.id)
  await until(() => gus.connection.get().phase === 'refused')
  expect(gus.connection.get().reason).toBe('not_admitted')
})

it('hears at once who administers the space now', async () => {
  const { hanna, gus } = await host('invite')
  const { secret } = await hanna.admission.createInvite({})
  const { user } = await gus.accounts.register('Gus', password, secret)
  await until(() => gus.connection.get().phase === 'online')
  await expect(gus.admission.invites()).rejects.toMatchObject({ code: 'forbidden' })
  await hanna.admission.setAdministrator(user.id, true)
  await until(() => gus.account.get()?.user.administrator === true)
  expect(await gus.admission.administrators()).toHaveLength(2)
})
