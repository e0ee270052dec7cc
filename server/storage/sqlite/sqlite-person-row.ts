import type { User, UserId } from '../../../protocol/index.ts'

export type PersonRow = {
  user: UserId
  name: string
  display_name: string
  colour: number | null
  picture: string | null
  created_at: number
}
export const PERSON_COLUMNS = 'user, name, display_name, colour, picture, created_at'

export function userOf(row: PersonRow): User {
  return {
    id: row.user,
    name: row.name,
    displayName: row.display_name,
    colour: row.colour,
    picture: row.picture,
    createdAt: row.created_at,
  }
}
