import { expect, it } from 'vitest'
import { LocalBroker } from '../broker/local/local-broker.ts'
import { openMemoryStorage } from '../storage/memory/memory-storage.ts'
import { domainSpace, password, refusalOf } from '../test/domain-space.ts'
import { Announcements } from './announcements.ts'
import { forgetEndedSessions } from './ended-sessions.ts'

/** Two nodes of one space, each with a device of Ada's that both have seen. */
async function twoNodes() {
  const storage = openMemoryStorage()
  const broker = new LocalBroker((error) => {
    throw error
  })
  const nodes = ['here', 'there'].map(() => {
    const space = domainSpace({}, storage, new Announcements(broker))
    forgetEndedSessions(broker, space.domain.accounts)
    return space
  })
  const [here, there] = [nodes[0]!, nodes[1]!]
  const [laptop, phone] = [await here.person('Ada'), await here.person('Ada', 'a phone')]
  for (const { token } of [laptop, phone]) await there.domain.accounts.authenticate(token)
  return { here: here.domain.accounts, there: there.domain.accounts, laptop, phone }
}

it('refuses a device that another node signed out, however it did', async () => {
  const { here, there, laptop, phone } = await twoNodes()
  await here.revoke(laptop, phone.session)
  expect(await refusalOf(there.authenticate(phone.token))).toBe('unauthorised')
  expect(await refusalOf(there.authenticate(laptop.token))).toBe('allowed')
  await here.signOut(laptop)
  expect(await refusalOf(there.authenticate(laptop.token))).toBe('unauthorised')
})

it('refuses the other devices of a person who changed the password on another node', async () => {
  const { here, there, laptop, phone } = await twoNodes()
  const change = { current: password, next: 'battery staple', address: '10.0.0.1' }
  await here.changePassword(laptop, change)
  expect(await refusalOf(there.authenticate(phone.token))).toBe('unauthorised')
  expect(await refusalOf(there.authenticate(laptop.token))).toBe('allowed')
})
