import { expect, it } from 'vitest'
import { TestServer } from '../test/test-server.ts'

const TEN_SECONDS_IN_DAYS = 10 / 86_400

it('counts a device as used while it is connected, though it says nothing', async () => {
  const server = await TestServer.start({ config: { sessionIdle: TEN_SECONDS_IN_DAYS } })
  const laptop = await server.register('Ada')
  const phone = await server.signIn(laptop)
  await server.connect(phone)
  const seenAt = async () => {
    const { sessions } = await server.call('sessions', {}, laptop)
    return sessions.find(({ id }) => id === phone.session.id)!.lastSeenAt
  }
  const before = await seenAt()
  await expect.poll(seenAt, { timeout: 8_000 }).toBeGreaterThan(before)
})
