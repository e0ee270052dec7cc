import type { IdempotencyKey, UserId } from '../../../protocol/index.ts'
import type { Appended } from '../../storage/storage.ts'
import type { GroupPorts } from './group-ports.ts'

/**
 * The write under which this author's key was stored before, or null. Asked where a rule refuses: it
 * may do so just because the first try of the same request succeeded. Storage answers repeats before it
 * looks at anything else, and a write to a conversation that does not exist stores nothing.
 */
export async function earlierWrite(
  { storage, clock, ids }: Pick<GroupPorts, 'storage' | 'clock' | 'ids'>,
  author: UserId,
  cid: IdempotencyKey,
): Promise<Exclude<Appended, { refused: string }> | null> {
  const at = clock.now()
  const events = [{ kind: 'restore' }] as const
  const appended = await storage.log.append({ conversation: ids.id(), author, cid, at, events })
  return appended.refused ? null : appended
}
