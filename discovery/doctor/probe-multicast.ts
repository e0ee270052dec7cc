import { encodeMessage } from '../dns/encode.ts'
import { type Message, message, recordTypes } from '../dns/message.ts'
import { kindOf } from '../network/interface-kind.ts'
import {
  allInterfaces,
  chosenInterfaces,
  type Interface,
  type InterfaceChoice,
} from '../network/interfaces.ts'
import { openSystemLink } from '../network/system-link.ts'
import { serviceType } from '../service/space-service.ts'
import type { SeenMulticast } from './seen.ts'

/** What every responder answers that has any service. RFC 6763, section 9 */
const allServices = ['_services', '_dns-sd', '_udp', 'local']
const LISTENED = 1_500
const ASKED_AGAIN = 600

/** Asks on each chosen interface who is there, and listens a moment: milliseconds. */
export function probeMulticast(
  choice: InterfaceChoice,
  listened = LISTENED,
): Promise<SeenMulticast[]> {
  const system = allInterfaces()
  const chosen = chosenInterfaces(choice, system).filter(
    ({ name }) => choice !== 'all' || kindOf(name, system) === 'network',
  )
  return Promise.all(chosen.map((at) => probe(at, listened)))
}

async function probe(at: Interface, listened: number): Promise<SeenMulticast> {
  const own = new Set(at.addresses.map(({ address }) => address))
  const others = new Set<string>()
  let heardOwn = false
  let refused: string | null = null
  function heard({ isResponse }: Message, { address }: { address: string }): void {
    const [from = ''] = address.split('%')
    if (own.has(from)) heardOwn = true
    else if (isResponse) others.add(from)
  }
  try {
    const link = await openSystemLink(at, {
      heard,
      failed: (error) => (refused = error.message),
    })
    try {
      for (const wait of [Math.min(ASKED_AGAIN, listened / 2), listened]) {
        await link.send(encodeMessage(question))
        await passed(wait)
      }
    } finally {
      await link.close()
    }
  } catch (error) {
    refused = (error as Error).message
  }
  return { name: at.name, refused, heardOwn, others: others.size }
}

const question = message({
  questions: [allServices, serviceType].map((name) => ({
    name,
    type: recordTypes.PTR,
    unicast: false,
  })),
})

function passed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
