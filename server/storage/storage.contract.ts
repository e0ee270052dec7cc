import { describe } from 'vitest'
import { describeAdmission } from './contract/admission.contract.ts'
import { describeAppend } from './contract/append.contract.ts'
import { describeGroups } from './contract/groups.contract.ts'
import { describeMessages } from './contract/messages.contract.ts'
import { describeModel } from './contract/model.contract.ts'
import { describePeople } from './contract/people.contract.ts'
import { describeReading } from './contract/reading.contract.ts'
import { describeSearch } from './contract/search.contract.ts'
import { describeSessions } from './contract/sessions.contract.ts'
import type { OpenStore } from './contract/store-under-test.contract.ts'
import { describeUpkeep } from './contract/upkeep.contract.ts'

export type { OpenStore, TestedStore } from './contract/store-under-test.contract.ts'

/** The acceptance suite of the storage port. `open` makes an empty store each time. */
export function describeStorage(name: string, open: OpenStore): void {
  describe(`storage: ${name}`, () => {
    describeAppend(open)
    describeMessages(open)
    describeGroups(open)
    describeReading(open)
    describeSearch(open)
    describePeople(open)
    describeSessions(open)
    describeAdmission(open)
    describeUpkeep(open)
    describeModel(open)
  })
}
