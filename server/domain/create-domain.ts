import { createAccounts } from './accounts/create-accounts.ts'
import { SignedInDevices } from './accounts/signed-in-devices.ts'
import { createAdmission } from './admission/create-admission.ts'
import { Doorkeeper } from './admission/doorkeeper.ts'
import { InviteGuesses } from './admission/invite-guesses.ts'
import { Tickets } from './admission/tickets.ts'
import { createConversations } from './conversations/create-conversations.ts'
import type { Domain, DomainDeps } from './domain.ts'
import { createGroups } from './groups/create-groups.ts'
import { createMessages } from './messages/create-messages.ts'
import { createOperator } from './operator/create-operator.ts'
import { createPeople } from './people/create-people.ts'
import { KnownPeople } from './people/known-people.ts'
import { TokenBuckets } from './rates/token-buckets.ts'
import { Turns } from './turns.ts'

export function createDomain(deps: DomainDeps): Domain {
  const { storage, clock, settings, steadyClock = clock } = deps
  const knownPeople = new KnownPeople(storage.people)
  const ports = { ...deps, knownPeople, writes: new TokenBuckets(settings.writes, clock) }
  const tickets = new Tickets(clock, deps.ids)
  const guesses = new InviteGuesses(settings, steadyClock)
  const door = new Doorkeeper(deps, { tickets, guesses })
  const devices = new SignedInDevices()
  const accounts = createAccounts({ ...deps, devices, door })
  const admission = createAdmission({ ...deps, devices, door, tickets, guesses })
  const groups = createGroups({ ...ports, turns: new Turns() })
  return {
    accounts,
    people: createPeople(deps),
    conversations: createConversations(deps, knownPeople),
    messages: createMessages(ports),
    groups,
    admission,
    operator: createOperator({ ...deps, admission, devices, groups, knownPeople }),
    space: () => ({ name: settings.space.name, epoch: storage.epoch }),
  }
}
