import { afterEach, beforeEach, describe } from 'vitest'
import { giveStorages } from '../test/domain-space.ts'
import { sameThread } from '../test/same-thread.ts'
import { openTestStorage } from '../test/test-storage.ts'

/** The domain's tests once more, on the storage that people use. */
describe('on SQLite', async () => {
  beforeEach(async () => giveStorages([await openTestStorage('sqlite', sameThread)]))
  afterEach(() => giveStorages(null))

  await import('./accounts/accounts.test.ts')
  await import('./conversations/conversations.test.ts')
  await import('./groups/authorisation.test.ts')
  await import('./groups/groups.test.ts')
  await import('./messages/messages.test.ts')
  await import('./people/people.test.ts')
})
