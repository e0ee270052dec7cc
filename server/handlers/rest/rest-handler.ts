import type { RouteName, RouteParsed, RouteResponse, routes } from '../../../protocol/index.ts'
import type { Caller } from '../../domain/caller.ts'

type CallerOf<N extends RouteName> = (typeof routes)[N]['auth'] extends 'session' ? Caller : null

/** What a REST handler is given: checked input, and who asks from where. */
export type RestRequest<N extends RouteName> = RouteParsed<N> & {
  caller: CallerOf<N>
  /** The remote address, for throttling. */
  address: string
  /** Whether they came by the entrance that is this machine's alone. */
  isLocal: boolean
  /** The body as it came; filled only where the route takes no JSON. */
  bytes: Uint8Array
}

/** Authorises, makes one domain call, answers. @throws Refused */
export type RestHandler<N extends RouteName> = (
  request: RestRequest<N>,
) => Promise<RouteResponse<N>> | RouteResponse<N>

/** One handler per route of `protocol/rest.ts`, no more and no fewer. */
export type RestHandlers = { [N in RouteName]: RestHandler<N> }
