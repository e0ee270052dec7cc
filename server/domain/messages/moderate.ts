import type { DraftEvent } from '../../../protocol/index.ts'
import type { Appended, Storage, Write } from '../../storage/storage.ts'
import { refusedDraft } from './refused-draft.ts'

const TRIES = 8

/**
 * Deletes what somebody else wrote, as the group's owner and admins may. Stored only if nobody's role
 * changed since it was read.
 */
export async function moderate(
  { log, conversations }: Storage,
  write: Write,
  draft: Extract<DraftEvent, { kind: 'delete' }>,
): Promise<Exclude<Appended, { refused: string }>> {
  for (let left = TRIES; left > 0; left -= 1) {
    const group = await conversations.group(write.conversation)
    const mine = group && (await conversations.membership(write.conversation, write.author))
    if (!mine) throw refusedDraft('not_member', draft)
    if (mine.role === 'member') throw refusedDraft('not_author', draft)
    const { structure } = group
    const require = { member: true, open: true, structure, target: { seq: draft.target } } as const
    const appended = await log.append({ ...write, require })
    if (!appended.refused) return appended
    if (appended.refused !== 'changed') throw refusedDraft(appended.refused, draft)
  }
  throw refusedDraft('changed', draft)
}
