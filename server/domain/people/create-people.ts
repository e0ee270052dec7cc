import { Refused, type User, type UserId } from '../../../protocol/index.ts'
import type { ProfileChange } from '../../storage/storage.ts'
import type { Caller } from '../caller.ts'
import type { DomainDeps } from '../domain.ts'
import { changesSince } from './changes-since.ts'
import { withPresence } from './directory-entry.ts'
import type { People } from './people.ts'
import { pictureOf } from './picture.ts'

export function createPeople(deps: DomainDeps): People {
  const { storage, announcer, presence } = deps
  const { people } = storage

  async function profile(id: UserId): Promise<User> {
    const [user] = await people.byIds([id])
    if (!user) throw new Refused('not_found', 'There is nobody with this id')
    return user
  }

  async function change(caller: Caller, change: ProfileChange): Promise<User> {
    const updated = await people.update(caller.user, change)
    if (!updated) throw new Refused('not_found', 'There is nobody with this id')
    const { changed, revision, user } = updated
    if (changed) announcer.profileChanged(user, revision)
    return user
  }

  return {
    me: ({ user }) => profile(user),
    update: (caller, { displayName, colour }) => change(caller, { displayName, colour }),
    removePicture: (caller) => change(caller, { picture: null }),
    picture: (key) => people.picture(key),
    changedSince: (revision) => changesSince(people, revision),

    async setPicture(caller, image) {
      return change(caller, { picture: pictureOf(caller.user, image) })
    },

    async directory(options) {
      const { items, next, total } = await people.directory(options)
      return { people: await withPresence(presence, items), next, total }
    },

    async byIds(ids) {
      const byId = new Map((await people.byIds(ids)).map((user) => [user.id, user]))
      return [...new Set(ids)].flatMap((id) => byId.get(id) ?? [])
    },

    async one(id) {
      const [entry] = await withPresence(presence, [await profile(id)])
      return entry!
    },
  }
}
