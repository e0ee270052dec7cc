import type { SessionId, UserId } from '../../protocol/index.ts'

/** Who asks: a person on a signed-in device. `waiting`: nobody let them in yet. */
export type Caller = { user: UserId; session: SessionId; waiting?: true }
