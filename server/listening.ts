import { CannotListen, listenAt } from './transport/listen-at.ts'
import { urlOf, type Entrance } from './transport/entrances.ts'
import type { Logger } from './observability/logger.ts'
import type { Listening, TemplatedApp } from './transport/uws.ts'

const LAST_PORT = 65_535

export type OpenEntrance = Entrance & { app: TemplatedApp }

/** Where the server listens: the address that others are told of, and the one for this machine itself. */
export type ListeningServer = {
  url: string
  port: number
  /** Null where the first is for this machine too. */
  local: string | null
  stopListening: () => void
}

export type Ports = { port: number; localPort: number | null }

/** @throws CannotListen where an address that was asked for cannot be had */
export async function listenAtEach(
  [first, second]: readonly [OpenEntrance, ...OpenEntrance[]],
  { localPort, port }: Ports,
  logger: Logger,
): Promise<ListeningServer> {
  const main = await listenAt(first.app, first.host, port)
  const told = { url: urlOf(first, main.port), port: main.port }
  if (!second) return { ...told, local: null, stopListening: main.stopListening }
  try {
    const beside = await listenBeside(second, localPort, main.port, logger)
    const stopListening = (): void => {
      main.stopListening()
      beside.stopListening()
    }
    return { ...told, local: urlOf(second, beside.port), stopListening }
  } catch (error) {
    main.stopListening()
    throw error
  }
}

/** What a browser keeps belongs to an address with its port: without need it is always the same, also of the free ones. */
async function listenBeside(
  { app, host }: OpenEntrance,
  wanted: number | null,
  mainPort: number,
  logger: Logger,
): Promise<Listening> {
  if (wanted) return listenAt(app, host, wanted)
  const next = mainPort < LAST_PORT ? mainPort + 1 : 0
  try {
    return await listenAt(app, host, next)
  } catch (error) {
    if (!(error instanceof CannotListen)) throw error
    const beside = await listenAt(app, host, 0)
    logger.warn({ wanted: next, port: beside.port }, 'the usual local port is taken')
    return beside
  }
}
