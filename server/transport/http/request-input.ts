import { Refused } from '../../../protocol/index.ts'
import type { HttpRequest } from '../uws.ts'

/** Names of a path's `:name` parts, in order. */
export function parametersOf(path: string): readonly string[] {
  return path
    .split('/')
    .filter((part) => part.startsWith(':'))
    .map((part) => part.slice(1))
}

/** Their values, decoded; what cannot be decoded stays as it came and fails its schema. */
export function pathParameters(
  request: HttpRequest,
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    names.map((name, index) => [name, decoded(request.getParameter(index) ?? '')]),
  )
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** @throws Refused `invalid` where a parameter is given twice */
export function queryParameters(query: string): Record<string, string> {
  const given: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(query)) {
    const field = `query.${name}`
    if (Object.hasOwn(given, name))
      throw new Refused('invalid', `${field}: is given twice`, { field })
    given[name] = value
  }
  return given
}
