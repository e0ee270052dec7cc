import { picturePath } from '../../protocol/index.ts'
import type { RestClient } from '../rest/rest-client.ts'
import type { People } from '../space-client.ts'
import type { PresenceWatch } from './presence-watch.ts'
import type { Profiles } from './profiles.ts'

export type PeopleOptions = {
  address(): string
  rest: RestClient
  profiles: Profiles
  presence: PresenceWatch
}

export function createPeople({ address, rest, profiles, presence }: PeopleOptions): People {
  return {
    user: (id) => profiles.get(id),
    presence: (id) => presence.of(id),
    watch: (ids) => presence.watch(ids),
    directory(query, { cursor, limit } = {}) {
      const asked = rest.call('directory', { query: { query, cursor, limit } })
      return profiles.learnFrom(asked, ({ people }) => people.map(({ user }) => user))
    },
    revision: profiles.revision,
    pictureUrl: ({ picture }) => picture && address().replace(/\/$/, '') + picturePath(picture),
  }
}
