import type { RequestFields, Welcome } from '../../../protocol/index.ts'
import type { Caller } from '../../domain/caller.ts'
import type { Domain } from '../../domain/domain.ts'

export type HelloDeps = { domain: Domain; now: () => number; heartbeat: number }
/** Two steps, as who comes is looked up at once, and what they are told may be much. */
export type HelloHandler = {
  /** @throws Refused `unauthorised` */
  callerOf(fields: RequestFields<'hello'>): Promise<Caller>
  welcome(caller: Caller, fields: RequestFields<'hello'>): Promise<Welcome>
}

/** Positions and revision of another epoch mean nothing here: they are answered like a first start. */
export function createHello({ domain, now, heartbeat }: HelloDeps): HelloHandler {
  return {
    callerOf: ({ token }) => domain.accounts.authenticate(token, { waitingToo: true }),
    async welcome(caller, { epoch, positions, directory }) {
      const space = domain.space()
      const known = epoch === space.epoch
      const [user, conversations, changes] = await Promise.all([
        domain.people.me(caller),
        domain.conversations.resume(caller, known ? positions : {}),
        domain.people.changedSince(known ? directory : undefined),
      ])
      return {
        epoch: space.epoch,
        epochChanged: epoch !== undefined && !known,
        session: caller.session,
        user,
        now: now(),
        space: { name: space.name },
        heartbeat,
        conversations,
        directory: changes,
      }
    },
  }
}
