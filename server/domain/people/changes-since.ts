import type { PeopleStore } from '../../storage/storage.ts'
import type { DirectoryChanges } from './people.ts'

/** Beyond so many, a client fetches the pages of the directory that it shows. */
const MOST = 500

export async function changesSince(
  people: PeopleStore,
  revision: number | undefined,
): Promise<DirectoryChanges> {
  if (revision !== undefined) {
    const { users, revision: now, more } = await people.changedSince(revision, MOST)
    if (!more && now >= revision) return { revision: now, users, stale: false }
  }
  const { revision: now } = await people.directory({ limit: 1 })
  return { revision: now, users: [], stale: true }
}
