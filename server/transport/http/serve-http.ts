import type { Domain } from '../../domain/domain.ts'
import { restHandlers } from '../../handlers/rest/rest-handlers.ts'
import type { Proxies } from '../proxies.ts'
import type { TemplatedApp } from '../uws.ts'
import { HttpTraffic } from './http-traffic.ts'
import { serveOperations, type OperationsSide } from './operations.ts'
import { servePictures } from './pictures.ts'
import { servePreflights } from './preflight.ts'
import { serveRest } from './rest-router.ts'
import type { WebAssets } from './web-assets.ts'
import { serveWebClient } from './web-client.ts'

export type HttpDeps = OperationsSide & {
  domain: Domain
  web: WebAssets | null
  proxies: Proxies
}

/** Everything that is answered by HTTP, by each of the apps. */
export function serveHttp(apps: readonly TemplatedApp[], deps: HttpDeps): HttpTraffic {
  const traffic = new HttpTraffic((route, status, seconds) =>
    deps.metrics.requestAnswered(route, status, seconds),
  )
  for (const app of apps) serveAt(app, deps, traffic)
  return traffic
}

function serveAt(app: TemplatedApp, deps: HttpDeps, traffic: HttpTraffic): void {
  const { domain, failures, origins, proxies } = deps
  const authenticate = domain.accounts.authenticate.bind(domain.accounts)
  serveRest(app, {
    handlers: restHandlers(domain),
    authenticate,
    origins,
    proxies,
    failures,
    traffic,
  })
  servePictures(app, { people: domain.people, origins, failures, traffic })
  serveOperations(app, deps)
  servePreflights(app, origins)
  serveWebClient(app, deps.web, origins)
}
