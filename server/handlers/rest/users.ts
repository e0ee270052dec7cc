import type { Domain } from '../../domain/domain.ts'
import type { RestHandlers } from './rest-handler.ts'

/** Everyone who is signed in may see everyone of the space. */
export function userHandlers({
  people,
}: Domain): Pick<RestHandlers, 'directory' | 'users' | 'user'> {
  return {
    directory: ({ query }) => people.directory(query),
    async users({ query }) {
      return { users: await people.byIds(query.ids) }
    },
    user: ({ params }) => people.one(params.user),
  }
}
