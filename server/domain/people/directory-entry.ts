import type { DirectoryEntry, Presence, User } from '../../../protocol/index.ts'
import type { PresenceReader } from '../presence/presence-reader.ts'

const unseen: Presence = { state: 'offline', since: null }

export async function withPresence(
  presence: PresenceReader,
  users: readonly User[],
): Promise<DirectoryEntry[]> {
  const where = await presence.of(users.map(({ id }) => id))
  return users.map((user) => ({ user, presence: where.get(user.id) ?? unseen }))
}
