import { serverNodeFlags } from '../../shared/server/node-flags.ts'
import { startServer, type ServerProcess } from '../peers/server-process.ts'

const main = new URL('../../server/main.ts', import.meta.url)

export type StartParley = {
  folder: string
  port?: number
  /** Folder of the built web client, for browsers. */
  web?: string
  nodeFlags?: readonly string[]
}

/**
 * The server as it is delivered, over a space in `folder`. Nothing is switched off but the limits on
 * how much one person may write: here few people write for many.
 */
export function startParley({
  folder,
  port = 0,
  web,
  nodeFlags = parleyNodeFlags,
}: StartParley): Promise<ServerProcess> {
  const settings = {
    '--data': folder,
    '--port': String(port),
    '--frame-rate': '0',
    '--write-rate': '0',
    '--log-level': 'error',
    '--host': '127.0.0.1',
    '--announce': 'off',
    ...(web !== undefined && { '--web': web }),
  }
  const flags = ['--json-ready', '--exit-with-parent']
  return startServer(
    main,
    ['serve', ...Object.entries(settings).flat(), ...flags],
    [...serverNodeFlags, ...nodeFlags],
  )
}

/** Set by whoever wants to profile the server: flags for its node. */
const parleyNodeFlags = process.env['PARLEY_BENCH_NODE_FLAGS']?.split(' ') ?? []
