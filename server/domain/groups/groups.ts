import type {
  Conversation,
  ConversationId,
  Group,
  GroupMember,
  IdempotencyKey,
  Member,
  Role,
  UserId,
  Visibility,
} from '../../../protocol/index.ts'
import type { ListOptions, Page } from '../../storage/storage.ts'
import type { Caller } from '../caller.ts'

/**
 * Groups and who is in them. To outsiders a private group is `not_found` exactly like one that does not
 * exist. Each change is one write and answers a repeat of its `cid` like the first time.
 */
export interface Groups {
  browse(caller: Caller, options: ListOptions & { archived: boolean }): Promise<Page<Group>>
  one(caller: Caller, group: ConversationId): Promise<Group>
  members(caller: Caller, group: ConversationId, options: ListOptions): Promise<Page<GroupMember>>
  create(caller: Caller, request: NewGroup): Promise<Conversation>
  /** Public groups only. @throws Refused `archived`, `limit_reached` */
  join(caller: Caller, group: ConversationId, cid: IdempotencyKey): Promise<Conversation>
  /** A last owner hands the group on; the last member archives it and takes it from the list. */
  leave(caller: Caller, group: ConversationId, cid: IdempotencyKey): Promise<void>
  /** Has somebody leave who was removed from the space. */
  takeOut(user: UserId, group: ConversationId): Promise<void>
  /** Any member of a public group, owner and admins of a private one. */
  addMember(
    caller: Caller,
    group: ConversationId,
    cid: IdempotencyKey,
    user: UserId,
  ): Promise<Member>
  /** Admins remove members, the owner removes anyone else. */
  removeMember(
    caller: Caller,
    group: ConversationId,
    cid: IdempotencyKey,
    user: UserId,
  ): Promise<void>
  /** The owner alone. Giving `owner` on makes the giver an admin. */
  setRole(
    caller: Caller,
    group: ConversationId,
    cid: IdempotencyKey,
    user: UserId,
    role: Role,
  ): Promise<Member>
  /** Admins change what the group is called and for; the owner archives and restores it. */
  update(
    caller: Caller,
    group: ConversationId,
    cid: IdempotencyKey,
    change: GroupChange,
  ): Promise<Group>
}

export type NewGroup = {
  cid: IdempotencyKey
  name: string
  purpose: string
  visibility: Visibility
  members: readonly UserId[]
}
export type GroupChange = {
  name?: string
  purpose?: string
  visibility?: Visibility
  archived?: boolean
}
