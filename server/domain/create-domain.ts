import { subprotocols } from '../../protocol/index.ts'
import { createAccounts } from './accounts/create-accounts.ts'
import { createConversations } from './conversations/create-conversations.ts'
import type { Domain, DomainDeps } from './domain.ts'
import { createGroups } from './groups/create-groups.ts'
import { Turns } from './groups/turns.ts'
import { createMessages } from './messages/create-messages.ts'
import { createPeople } from './people/create-people.ts'
import { KnownPeople } from './people/known-people.ts'
import { TokenBuckets } from './rates/token-buckets.ts'

export function createDomain(deps: DomainDeps): Domain {
  const { storage, clock, settings } = deps
  const knownPeople = new KnownPeople(storage.people)
  const ports = { ...deps, knownPeople, writes: new TokenBuckets(settings.writes, clock) }
  return {
    accounts: createAccounts(deps),
    people: createPeople(deps),
    conversations: createConversations(deps, knownPeople),
    messages: createMessages(ports),
    groups: createGroups({ ...ports, turns: new Turns() }),
    space: () => ({ ...settings.space, epoch: storage.epoch, protocols: [...subprotocols] }),
  }
}
