import type { User, UserId } from '../../../protocol/index.ts'

export type PersonRow = {
  user: UserId
  name: string
  display_name: string
  colour: number | null
  picture: string | null
  created_at: number
  standing: number
}
/** What a person may, as `standing` has it. */
export const ADMINISTRATOR = 1
export const REMOVED = 2

export const PERSON_COLUMNS = 'user, name, display_name, colour, picture, created_at, standing'

export function userOf(row: PersonRow): User {
  return {
    id: row.user,
    name: row.name,
    displayName: row.display_name,
    colour: row.colour,
    picture: row.picture,
    createdAt: row.created_at,
    ...(row.standing === ADMINISTRATOR && { administrator: true }),
    ...(row.standing === REMOVED && { removed: true }),
  }
}
