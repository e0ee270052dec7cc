import {
  Refused,
  apiBase,
  routes,
  type Refusal,
  type Route,
  type RouteInput,
  type RouteName,
  type RouteResponse,
} from '../../protocol/index.ts'

type Input = {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
}

/** Calls a route as a program that knows only `protocol/` would. @throws Refused */
export async function callRoute<N extends RouteName>(
  url: string,
  name: N,
  input: RouteInput<N>,
  token?: string,
): Promise<RouteResponse<N>> {
  const { body, params = {}, query = {} } = input as Input
  const route: Route = routes[name]
  const path = route.path.replace(/:(\w+)/g, (_, part: string) => encodeURIComponent(params[part]!))
  const search = new URLSearchParams(
    Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]),
  )
  const response = await fetch(`${url}${apiBase}${path}?${search}`, {
    method: route.method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const answer: unknown = await response.json()
  if (!response.ok) throw Refused.from((answer as { error: Refusal }).error)
  return route.response.parse(answer) as RouteResponse<N>
}
