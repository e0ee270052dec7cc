import { describe, expect, it } from 'vitest'
import { accountRoutes } from './rest/account-routes.ts'
import { admissionRoutes } from './rest/admission-routes.ts'
import { conversationRoutes } from './rest/conversation-routes.ts'
import { groupRoutes } from './rest/group-routes.ts'
import { peopleRoutes } from './rest/people-routes.ts'
import { spaceRoutes } from './rest/space-routes.ts'
import { routes } from './rest.ts'

describe('the routes', () => {
  it('are those of all parts, none of them hidden by another of its name', () => {
    const parts = [
      spaceRoutes,
      admissionRoutes,
      accountRoutes,
      peopleRoutes,
      conversationRoutes,
      groupRoutes,
    ]
    expect(Object.keys(routes)).toEqual(parts.flatMap((part) => Object.keys(part)))
  })

  it('are at one place each', () => {
    const places = Object.values(routes).map(({ method, path }) => `${method} ${path}`)
    expect(places).toEqual([...new Set(places)])
  })
})
