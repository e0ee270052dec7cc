import type { Broker } from '../broker/broker.ts'
import type { Accounts } from '../domain/accounts/accounts.ts'

/** Devices that were signed out on any node are forgotten on this one. Returns the way to stop. */
export function forgetEndedSessions(
  broker: Pick<Broker, 'subscribe'>,
  accounts: Pick<Accounts, 'forget'>,
): () => void {
  return broker.subscribe((message) => {
    if (message.kind === 'end-sessions') accounts.forget(message.sessions)
  })
}
