import type {
  ConversationId,
  RequestFields,
  RequestOk,
  RequestType,
} from '../../../protocol/index.ts'
import type { Caller } from '../../domain/caller.ts'
import type { Domain } from '../../domain/domain.ts'
import type { PresenceDesk } from '../../domain/presence/presence-desk.ts'
import type { Listener } from './listener.ts'

/** What a handler is given: the checked fields, and who asks over which connection. */
export type SocketRequest<T extends RequestType> = {
  fields: RequestFields<T>
  caller: Caller
  connection: Listener
}

/** Authorises, makes one domain call, answers. @throws Refused */
export type SocketHandler<T extends RequestType> = (
  request: SocketRequest<T>,
) => Promise<RequestOk<T>> | RequestOk<T>

/** `hello` is apart: it is the one that makes a caller. */
export type SocketHandlers = { [T in Exclude<RequestType, 'hello'>]: SocketHandler<T> }

export type SocketHandlerDeps = {
  domain: Domain
  presence: PresenceDesk
  typing: TypingAnnouncer
  now: () => number
}

/** Tells everyone who hears a conversation, but the connection named, that someone types. */
export interface TypingAnnouncer {
  typing(caller: Caller, connection: number, conversation: ConversationId, on: boolean): void
}
