import type { RequestFields, Welcome } from '../../../protocol/index.ts'
import type { Caller } from '../../domain/caller.ts'
import type { Domain } from '../../domain/domain.ts'

export type HelloDeps = { domain: Domain; now: () => number; heartbeat: number }
/** No welcome for who waits to be let in. */
export type Greeting = { caller: Caller; welcome: Welcome | null }
export type HelloHandler = (fields: RequestFields<'hello'>) => Promise<Greeting>

/** Positions and revision of another epoch mean nothing here: they are answered like a first start. */
export function createHello({ domain, now, heartbeat }: HelloDeps): HelloHandler {
  return async ({ token, epoch, positions, directory }) => {
    const caller = await domain.accounts.authenticate(token, { waitingToo: true })
    if (caller.waiting) return { caller, welcome: null }
    const space = domain.space()
    const known = epoch === space.epoch
    const [user, conversations, changes] = await Promise.all([
      domain.people.me(caller),
      domain.conversations.resume(caller, known ? positions : {}),
      domain.people.changedSince(known ? directory : undefined),
    ])
    const welcome: Welcome = {
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
    return { caller, welcome }
  }
}
