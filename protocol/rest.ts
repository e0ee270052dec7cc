import * as z from 'zod/mini'
import { accountRoutes } from './rest/account-routes.ts'
import { admissionRoutes } from './rest/admission-routes.ts'
import { conversationRoutes, searchHit } from './rest/conversation-routes.ts'
import { groupRoutes } from './rest/group-routes.ts'
import { directoryEntry, peopleRoutes } from './rest/people-routes.ts'
import { spaceRoutes } from './rest/space-routes.ts'

export { directoryEntry, searchHit }
export type { Route } from './rest/route.ts'

export const routes = {
  ...spaceRoutes,
  ...admissionRoutes,
  ...accountRoutes,
  ...peopleRoutes,
  ...conversationRoutes,
  ...groupRoutes,
} as const

export type RouteName = keyof typeof routes
type Schema<N extends RouteName, K extends 'params' | 'query' | 'body'> =
  (typeof routes)[N] extends Record<K, infer S extends z.ZodMiniType> ? S : null
/** What a caller gives (before defaults), and what a handler gets (after them). */
export type RouteInput<N extends RouteName> = {
  [K in 'params' | 'query' | 'body' as Schema<N, K> extends null ? never : K]: z.input<
    NonNullable<Schema<N, K>>
  >
}
export type RouteParsed<N extends RouteName> = {
  [K in 'params' | 'query' | 'body' as Schema<N, K> extends null ? never : K]: z.output<
    NonNullable<Schema<N, K>>
  >
}
export type RouteResponse<N extends RouteName> = z.output<(typeof routes)[N]['response']>
export type DirectoryEntry = z.infer<typeof directoryEntry>
export type SearchHit = z.infer<typeof searchHit>
export type SpaceInfo = RouteResponse<'space'>
export type SignedIn = RouteResponse<'signIn'>
export type MadeInvite = RouteResponse<'createInvite'>
export type WaitingPerson = RouteResponse<'waiting'>['people'][number]
export type GroupMember = RouteResponse<'members'>['members'][number]

/** Path of a picture below the space's address: no token needed, the key cannot be guessed. */
export function picturePath(key: string): string {
  return `/api/v1/pictures/${key}`
}
/** Form of a picture's key: 32 bytes in base64url. */
export const pictureKey = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))
