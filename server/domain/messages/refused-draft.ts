import { Refused, type DraftEvent } from '../../../protocol/index.ts'
import type { RefusedWrite } from '../../storage/storage.ts'
import { noConversation } from '../conversations/assert-reader.ts'
import { tooManyGroups } from '../groups/room-for.ts'
import { limitReached } from '../limit-reached.ts'

/** What the sender is told of a write that storage did not take. */
export function refusedDraft(refused: RefusedWrite, { kind }: DraftEvent): Refused {
  switch (refused) {
    case 'not_found':
    case 'not_member':
      return noConversation()
    case 'archived':
      return new Refused('archived', 'The group is archived: nothing can be written in it')
    case 'no_target':
      return new Refused('not_found', 'The message is not there any more', {
        field: kind === 'message' ? 'event.replyTo' : 'event.target',
      })
    case 'not_author':
      return new Refused('forbidden', `You may not ${kind} what somebody else wrote`)
    case 'too_many_reactions':
      return limitReached('reactionsPerMessage', 'The message has as many reactions as it may have')
    case 'too_many_groups':
      return tooManyGroups()
    case 'changed':
      return new Refused('unavailable', 'The group changes too fast: try again', {
        retryAfter: 500,
      })
  }
}
