import type { Domain } from '../../domain/domain.ts'
import { admissionHandlers } from './admission.ts'
import { conversationHandlers } from './conversations.ts'
import { groupHandlers } from './groups.ts'
import { inviteHandlers } from './invites.ts'
import { meHandlers } from './me.ts'
import { memberHandlers } from './members.ts'
import type { RestHandlers } from './rest-handler.ts'
import { sessionHandlers } from './sessions.ts'
import { spaceHandlers } from './space.ts'
import { userHandlers } from './users.ts'

export function restHandlers(domain: Domain): RestHandlers {
  return {
    ...spaceHandlers(domain),
    ...inviteHandlers(domain),
    ...admissionHandlers(domain),
    ...sessionHandlers(domain),
    ...meHandlers(domain),
    ...userHandlers(domain),
    ...conversationHandlers(domain),
    ...groupHandlers(domain),
    ...memberHandlers(domain),
  }
}
