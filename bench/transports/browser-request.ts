import { Agent, get, type IncomingMessage } from 'node:http'

/** What a browser of today adds to a request of a signed-in page. */
const headers = {
  'user-agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  accept: '*/*',
  'accept-language': 'en-GB,en;q=0.9,de;q=0.8',
  'accept-encoding': 'gzip, deflate, br, zstd',
  'sec-ch-ua': '"Chromium";v="140", "Not=A?Brand";v="24"',
  'sec-ch-ua-mobile': '?0',
  'sec-ch-ua-platform': '"Linux"',
  'sec-fetch-dest': 'empty',
  'sec-fetch-mode': 'cors',
  'sec-fetch-site': 'same-origin',
  authorization: 'Bearer 3vY0mKxwTqf8nLZ1sUe7bR2dGhJ9cAoP5iWkX4tVyMQ',
}

/** One kept-open connection, as a page would use it. */
export class BrowserConnection {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #port: number

  constructor(port: number) {
    this.#port = port
  }

  open(path: string): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const asked = get({ agent: this.#agent, host: '127.0.0.1', port: this.#port, path, headers })
      asked.on('response', resolve)
      asked.on('error', reject)
    })
  }

  async read(path: string): Promise<Buffer> {
    const chunks: Buffer[] = []
    for await (const chunk of await this.open(path)) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks)
  }

  close(): void {
    this.#agent.destroy()
  }
}
