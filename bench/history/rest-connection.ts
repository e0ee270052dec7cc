import { Agent, request } from 'node:http'

export type Answer<T> = { body: T; took: number }

/** One kept-open connection, for requests of signed-in people one after the other. */
export class RestConnection {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #port: number

  constructor(port: number) {
    this.#port = port
  }

  /** The body of the answer, and how long it took in milliseconds. Throws where it is not 200. */
  get<T>(token: string, path: string, query: Record<string, string> = {}): Promise<Answer<T>> {
    const since = performance.now()
    const search = new URLSearchParams(query).toString()
    return new Promise((resolve, reject) => {
      const asked = request({
        agent: this.#agent,
        host: '127.0.0.1',
        port: this.#port,
        path: `/api/v1${path}${search ? `?${search}` : ''}`,
        headers: { authorization: `Bearer ${token}` },
      })
      asked.on('error', reject)
      asked.on('response', (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          if (response.statusCode !== 200) {
            return reject(new Error(`${path} answered ${response.statusCode}: ${text}`))
          }
          const took = performance.now() - since
          resolve({ body: JSON.parse(text) as T, took })
        })
      })
      asked.end()
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}
