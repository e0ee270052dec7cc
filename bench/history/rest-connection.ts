import { Agent, request } from 'node:http'

/** One kept-open connection of a signed-in person, for requests one after the other. */
export class RestConnection {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #port: number
  readonly #token: string

  constructor(port: number, token: string) {
    this.#port = port
    this.#token = token
  }

  /** The body of the answer, and how long it took in milliseconds. Throws where it is not 200. */
  get<T>(path: string, query: Record<string, string> = {}): Promise<{ body: T; took: number }> {
    const since = performance.now()
    const search = new URLSearchParams(query).toString()
    return new Promise((resolve, reject) => {
      const asked = request({
        agent: this.#agent,
        host: '127.0.0.1',
        port: this.#port,
        path: `/api/v1${path}${search ? `?${search}` : ''}`,
        headers: { authorization: `Bearer ${this.#token}` },
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
