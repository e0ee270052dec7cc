import type { SessionId, UserId } from '../../protocol/index.ts'

/** Who asks: a person on a signed-in device. */
export type Caller = { user: UserId; session: SessionId }
