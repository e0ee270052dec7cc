import { networkInterfaces } from 'node:os'
import type { Epoch, Fingerprint } from '../protocol/index.ts'
import { included } from '../shared/server/included.ts'
import { describeSocket } from './api-description/asyncapi.ts'
import { describeRest } from './api-description/openapi.ts'
import { LocalBroker } from './broker/local/local-broker.ts'
import type { Config } from './config.ts'
import { domainSettingsOf } from './domain-settings-of.ts'
import type { PasswordHasher } from './domain/accounts/password-hasher.ts'
import { serveControl } from './control/serve-control.ts'
import { createDomain } from './domain/create-domain.ts'
import type { Domain, Whereabouts } from './domain/domain.ts'
import { listenAtEach, type ListeningServer } from './listening.ts'
import type { Logger } from './observability/logger.ts'
import { Metrics } from './observability/metrics.ts'
import { openEntrances, type Entrances } from './open-entrances.ts'
import { openSpace, type OpenSpace } from './open-space.ts'
import { tellConnectedDevices } from './realtime/connected-devices.ts'
import { createRealtime } from './realtime/create-realtime.ts'
import { forgetEndedSessions } from './realtime/ended-sessions.ts'
import { PasswordPool } from './security/password-pool.ts'
import { randomIds } from './security/random-ids.ts'
import { StartRefused, exitCodes } from './start-refused.ts'
import { StorageWatch } from './storage-watch.ts'
import type { StorageFailed } from './storage/storage.ts'
import { loadNativeLibrary } from './supplies/source/native-library.ts'
import { includedWebClient } from './supplies/source/web-client.ts'
import './transport/english.ts'
import { entrancesOf } from './transport/entrances.ts'
import { Failures } from './transport/failures.ts'
import { serveHttp } from './transport/http/serve-http.ts'
import type { WebAssets } from './transport/http/web-assets.ts'
import { readWebClient } from './transport/http/web-client.ts'
import { CannotListen } from './transport/listen-at.ts'
import { Origins } from './transport/origins.ts'
import { ownNames } from './transport/own-names.ts'
import { Proxies } from './transport/proxies.ts'
import { Connections } from './transport/socket/connections.ts'
import { Door } from './transport/socket/door.ts'
import { NativeTopics } from './transport/socket/native-topics.ts'
import { serveSocket } from './transport/socket/serve-socket.ts'
import { SlowConsumers } from './transport/socket/slow-consumers.ts'
import { defaultSocketSettings, type SocketSettings } from './transport/socket/socket-settings.ts'
import { WayOut } from './transport/socket/way-out.ts'
import { version } from './version.ts'
import { whereaboutsOf } from './whereabouts.ts'

/** What is chosen from outside: the logger by the entry file, the rest by tests. */
export type ServerDeps = {
  logger: Logger
  passwords?: PasswordHasher & { close: () => Promise<void> }
  openSpace?: typeof openSpace
  entrances?: typeof entrancesOf
  socket?: Partial<SocketSettings>
  presenceGrace?: number
  networks?: typeof networkInterfaces
}

export type RunningServer = Omit<ListeningServer, 'stopListening'> & {
  fingerprint: Entrances['fingerprint']
  /** Of the space's own certificate, whether it is shown or not; null where nothing is kept. */
  key: Fingerprint | null
  space: string
  epoch: Epoch
  /** Resolves if storage fails: nothing can be done but to stop, and to be started again. */
  failed: Promise<StorageFailed>
  /** Finishes what was begun, tells every client to come back, and lets go of everything. */
  stop: () => Promise<void>
}

/** What a stop waits for work under way, and a person's connection may be gone unnoticed: milliseconds. */
const DRAIN_LIMIT = 5_000
const PRESENCE_GRACE = 5_000
const NOWHERE: Whereabouts = { scheme: 'http', fingerprint: null, addresses: [], hasPage: false }

/** The composition root: the one place that picks implementations. @throws StartRefused */
export async function startServer(config: Config, deps: ServerDeps): Promise<RunningServer> {
  const web = await webClientOf(config, deps.logger)
  const watch = new StorageWatch(deps.logger)
  const space = await (deps.openSpace ?? openSpace)(config, {
    logger: deps.logger,
    onFailure: (why) => watch.reported(why),
  })
  await prepareAdmission(space, config, deps)
  const entrances = await entrancesTo(space, config, deps)
  const place: Place = { port: null }
  const server = compose({ config, deps, space, watch, web, entrances, place })
  try {
    const { stopListening, ...where } = await listenAtEach(entrances.open, config, deps.logger)
    const { port } = where
    place.port = port
    const stopControl = await controlOf(config, server.domain, deps.logger)
    return {
      ...where,
      fingerprint: entrances.fingerprint,
      key: space.certificate?.fingerprint ?? null,
      space: space.name,
      epoch: space.storage.epoch,
      failed: server.failed,
      stop: async () => {
        await stopControl()
        await server.stop(stopListening)
      },
    }
  } catch (error) {
    await server.release()
    if (error instanceof CannotListen) throw new StartRefused(error.message, exitCodes.addressTaken)
    throw error
  }
}

/** A space that is kept nowhere has no folder, and nobody to ask for it. */
function controlOf(
  { data, storage }: Config,
  domain: Domain,
  logger: Logger,
): Promise<() => Promise<void>> {
  if (storage === 'memory') return Promise.resolve(() => Promise.resolve())
  return serveControl(data, domain, logger)
}

/** Who may register from this start on, and who decides that in a space that knew no administrators. */
async function prepareAdmission(
  { storage }: OpenSpace,
  { registration }: Config,
  { logger }: ServerDeps,
): Promise<void> {
  if (registration !== null) await storage.admission.setPolicy(registration)
  const first = await storage.admission.ensureAdministrator()
  if (first) logger.info({ user: first.user.id }, 'whoever registered first administers the space')
}

/** @throws StartRefused; then the space is closed again */
async function entrancesTo(
  space: OpenSpace,
  config: Config,
  { entrances = entrancesOf, logger }: ServerDeps,
): Promise<Entrances> {
  try {
    loadNativeLibrary(config.storage === 'memory' ? null : config.data)
    return openEntrances(entrances(config), space.certificate, { config, logger })
  } catch (error) {
    await space.storage.upkeep.close()
    throw error
  }
}

type Composed = {
  domain: Domain
  failed: Promise<StorageFailed>
  stop: (stopListening: () => void) => Promise<void>
  release: () => Promise<void>
}

/** Known once it listens. */
type Place = { port: number | null }

function whereaboutsNow(
  config: Config,
  { port }: Place,
  { fingerprint }: Entrances,
  networks = networkInterfaces,
): Whereabouts {
  return port === null ? NOWHERE : whereaboutsOf(config, { port, fingerprint }, networks())
}

type Chosen = {
  config: Config
  deps: ServerDeps
  space: OpenSpace
  watch: StorageWatch
  web: WebAssets | null
  entrances: Entrances
  place: Place
}

function compose({ config, deps, space, watch, web, entrances, place }: Chosen): Composed {
  const { name, storage } = space
  const { logger } = deps
  const clock = { now: () => Date.now() }
  const metrics = new Metrics()
  const connections = new Connections()
  watch.start(storage.upkeep)
  metrics.watch(async () => {
    const { bytes, events, users } = await storage.upkeep.health()
    return {
      connections: connections.size,
      people: users,
      storedEvents: events,
      storageBytes: bytes,
    }
  })
  const failures = new Failures(logger, metrics, (error) => watch.reported(error))
  const broker = new LocalBroker((error) => failures.report(error, 'broker'))
  const settings = socketSettings(config, deps)
  const slow = new SlowConsumers(settings.maxBackpressure, connections, logger, metrics)
  const apps = entrances.open.map(({ app }) => app)
  const doors = apps.map((app) => new Door(app, new WayOut((one) => slow.check(one))))
  const realtime = createRealtime({
    node: randomIds.id(),
    broker,
    storage,
    connections,
    topics: new NativeTopics(doors, slow, metrics),
    clock,
    metrics,
    failures,
    presenceGrace: deps.presenceGrace ?? PRESENCE_GRACE,
  })
  const { announcements, presence, stage, typing } = realtime
  const passwords = deps.passwords ?? new PasswordPool()
  const settingsOfDomain = domainSettingsOf(config, name, entrances.fingerprint)
  const domain = createDomain({
    storage,
    announcer: announcements,
    presence,
    passwords,
    clock,
    steadyClock: { now: () => performance.now() },
    ids: randomIds,
    logger,
    settings: settingsOfDomain,
    // Asked each time: the machine may have got other addresses.
    whereabouts: () => whereaboutsNow(config, place, entrances, deps.networks),
  })
  forgetEndedSessions(broker, domain.accounts)
  const stopTelling = tellConnectedDevices({
    connections,
    accounts: domain.accounts,
    every: settingsOfDomain.sessions.noteConnected,
  })
  const origins = new Origins(config.origins, ownNames(config.host))
  const served = { domain, origins, failures, metrics }
  const hearing = { audience: stage, presence, typing, connections, slow, settings, clock }
  const { requests, sockets } = serveSocket(doors, { ...served, ...hearing })
  let isStopping = false
  const trouble = (): string | null =>
    isStopping ? 'stopping' : watch.isFull ? 'storage_full' : null
  const traffic = serveHttp(entrances.open, {
    ...served,
    proxies: new Proxies(config.trustedProxies),
    metricsFor: config.metrics,
    trouble,
    web,
    descriptions,
  })

  void watch.failed.then(() => sockets.closeAll('storageFailed', 'come back and resume'))

  async function release(): Promise<void> {
    watch.stop()
    stopTelling()
    await realtime.close()
    await passwords.close()
    await broker.close()
    await storage.upkeep.close().catch((error: unknown) => failures.report(error, 'close'))
    for (const app of apps) app.close()
  }

  async function stop(stopListening: () => void): Promise<void> {
    if (isStopping) return
    isStopping = true
    sockets.stop()
    stopListening()
    const quiet = traffic.stop()
    await within(DRAIN_LIMIT, requests.drain())
    announcements.flush()
    sockets.closeAll('drain', 'the server stops; come back')
    await within(DRAIN_LIMIT, quiet)
    await release()
  }

  return { domain, failed: watch.failed, stop, release }
}

const descriptions = {
  'openapi.json': () => describeRest(version),
  'asyncapi.json': () => describeSocket(version),
}

async function webClientOf({ web }: Config, logger: Logger): Promise<WebAssets | null> {
  if (web === null) return null
  if (web === included) return includedWebClient()
  return readWebClient(web, logger).catch((error: Error) => {
    throw new StartRefused(`The web client in ${web} cannot be served: ${error.message}`)
  })
}

function socketSettings(config: Config, deps: ServerDeps): SocketSettings {
  const perSecond = config.frameRate
  return {
    ...defaultSocketSettings,
    frames: perSecond === 0 ? null : { burst: perSecond * 5, perSecond },
    maxBackpressure: config.maxBackpressure,
    ...deps.socket,
  }
}

async function within(limit: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, limit)))
  await Promise.race([work, late])
  clearTimeout(timer)
}
