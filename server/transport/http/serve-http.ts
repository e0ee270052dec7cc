import type { Domain } from '../../domain/domain.ts'
import { restHandlers } from '../../handlers/rest/rest-handlers.ts'
import { isLocal, type Entrance } from '../entrances.ts'
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

export type HttpEntrance = Entrance & { app: TemplatedApp }

/** Everything that is answered by HTTP, at each of the entrances. */
export function serveHttp(entrances: readonly HttpEntrance[], deps: HttpDeps): HttpTraffic {
  const traffic = new HttpTraffic((route, status, seconds) =>
    deps.metrics.requestAnswered(route, status, seconds),
  )
  for (const entrance of entrances) serveAt(entrance, deps, traffic)
  return traffic
}

function serveAt(entrance: HttpEntrance, deps: HttpDeps, traffic: HttpTraffic): void {
  const { app } = entrance
  const { domain, failures, origins, proxies } = deps
  const authenticate = domain.accounts.authenticate.bind(domain.accounts)
  serveRest(app, {
    handlers: restHandlers(domain),
    authenticate,
    origins,
    isLocal: isLocal(entrance),
    proxies,
    failures,
    traffic,
  })
  servePictures(app, { people: domain.people, origins, failures, traffic })
  serveOperations(app, deps)
  servePreflights(app, origins)
  serveWebClient(app, deps.web, origins)
}
