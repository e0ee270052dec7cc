import { onTestFinished } from 'vitest'
import type { RouteInput, RouteName, RouteResponse, SignedIn } from '../../protocol/index.ts'
import { startServer, type RunningServer, type ServerDeps } from '../app.ts'
import { readConfig, type Config } from '../config.ts'
import type { PasswordHasher } from '../domain/accounts/password-hasher.ts'
import { createLogger } from '../observability/logger.ts'
import { openMemoryStorage } from '../storage/memory/memory-storage.ts'
import type { Storage, StorageFailed } from '../storage/storage.ts'
import { callRoute } from './call-route.ts'
import { TestSocket, type SocketOptions } from './test-socket.ts'

/** No folder of the machine that it runs on is looked at. */
const onThisMachineAlone = {
  storage: 'memory',
  data: '/nowhere',
  host: '127.0.0.1',
  announce: 'off',
}

export type TestServerOptions = {
  config?: Partial<Config>
  deps?: Partial<ServerDeps>
  storage?: Storage
}

/** Someone who registered, and the device they did it on. */
export type TestPerson = SignedIn & { id: string; password: string }

/** A real server in this process on a free port, stopped when the test ends. */
export class TestServer {
  readonly storage: Storage
  readonly #options: TestServerOptions
  #running: RunningServer | null = null

  private constructor(options: TestServerOptions) {
    this.#options = options
    this.storage = options.storage ?? openMemoryStorage()
  }

  static async start(options: TestServerOptions = {}): Promise<TestServer> {
    const server = new TestServer(options)
    onTestFinished(() => server.stop())
    await server.#start()
    return server
  }

  get url(): string {
    return this.#running!.url
  }

  get socketUrl(): string {
    return socketOf(this.url)
  }

  /** Where it listens for this machine itself beside that, if it does. */
  get local(): string | null {
    return this.#running!.local
  }

  get fingerprint(): string | null {
    return this.#running!.fingerprint
  }

  /** Resolves if storage fails. */
  get failed(): Promise<StorageFailed> {
    return this.#running!.failed
  }

  async stop(): Promise<void> {
    await this.#running?.stop()
    this.#running = null
  }

  /** The same space in a new process, as far as its clients can tell. */
  async restart(): Promise<void> {
    await this.stop()
    await this.#start()
  }

  async register(name: string): Promise<TestPerson> {
    const password = `${name}s secret`
    const body = { name, password, device: 'test' }
    const signedIn = await this.call('register', { body })
    return { ...signedIn, id: signedIn.user.id, password }
  }

  /** The same person on another device. */
  async signIn({ password, user }: TestPerson): Promise<TestPerson> {
    const body = { name: user.name, password, device: 'another' }
    const signedIn = await this.call('signIn', { body })
    return { ...signedIn, id: user.id, password }
  }

  /** @throws Refused */
  call<N extends RouteName>(
    name: N,
    input: RouteInput<N>,
    person?: TestPerson,
  ): Promise<RouteResponse<N>> {
    return callRoute(this.local ?? this.url, name, input, person?.token)
  }

  /** A connection that has not said hello. */
  open(options: SocketOptions = {}): Promise<TestSocket> {
    return TestSocket.open(this.socketUrl, options)
  }

  /** A connection that was welcomed. */
  async connect(
    person: TestPerson,
    resume: { positions?: Record<string, number>; epoch?: string; directory?: number } = {},
  ): Promise<TestSocket> {
    const socket = await this.open()
    await socket.hello(person.token, resume)
    return socket
  }

  async #start(): Promise<void> {
    const config = {
      ...readConfig(onThisMachineAlone, {}, null),
      port: 0,
      ...this.#options.config,
    }
    this.#running = await startServer(config, {
      logger: createLogger('silent'),
      passwords: instantPasswords,
      presenceGrace: 0,
      openSpace: () =>
        Promise.resolve({ name: 'Test', storage: staysOpen(this.storage), certificate: null }),
      ...this.#options.deps,
    })
  }
}

export function socketOf(url: string): string {
  return `${url.replace('http', 'ws')}/api/v1/socket`
}

/** The test's storage outlives the server's restarts. */
function staysOpen(storage: Storage): Storage {
  const { upkeep } = storage
  const close = (): Promise<void> => Promise.resolve()
  return {
    ...storage,
    upkeep: { backup: (file) => upkeep.backup(file), health: () => upkeep.health(), close },
  }
}

const instantPasswords: PasswordHasher & { close: () => Promise<void> } = {
  hash: (password) => Promise.resolve(`hash of ${password}`),
  matches: (password, hash) => Promise.resolve(hash === `hash of ${password}`),
  close: () => Promise.resolve(),
}
