import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { chromiumFlags } from '../../test/fixtures/chromium-flags.ts'

/** A page of a browser that is not made to believe that it is looked at, as Playwright's always are. */
export type PlainPage = {
  /** Runs an expression in the page, and answers its value. */
  evaluate<T>(expression: string): Promise<T>
  /** Runs a script in the page before its own ones, from the next navigation on. */
  before(script: string): Promise<void>
  navigate(url: string): Promise<void>
  close(): Promise<void>
}

export type PlainBrowser = {
  /** Of the browser's own process; the others come from it. */
  pid: number
  /** Opens a page in front of those that are there: they are hidden then. */
  open(): Promise<PlainPage>
  close(): Promise<void>
}

type Answer = { id?: number; result?: unknown; error?: { message: string } }

/** Starts a browser and speaks with it by its own protocol. */
export async function startPlainBrowser(browser: string, profile: string): Promise<PlainBrowser> {
  const flags = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`]
  const child = spawn(browser, [...chromiumFlags, ...flags, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ask = await connect(await debuggerUrl(child.stderr))
  return {
    pid: child.pid!,
    async open() {
      const { targetId } = await ask<{ targetId: string }>('Target.createTarget', {
        url: 'about:blank',
      })
      const attach = { targetId, flatten: true }
      const { sessionId } = await ask<{ sessionId: string }>('Target.attachToTarget', attach)
      const inPage = <T>(method: string, params: object = {}): Promise<T> =>
        ask<T>(method, params, sessionId)
      await inPage('Page.enable')
      return {
        async evaluate<T>(expression: string) {
          const options = { expression, returnByValue: true, awaitPromise: true }
          return (await inPage<{ result: { value: T } }>('Runtime.evaluate', options)).result.value
        },
        before: (source) => inPage('Page.addScriptToEvaluateOnNewDocument', { source }),
        navigate: (url) => inPage('Page.navigate', { url }),
        close: () => ask('Target.closeTarget', { targetId }),
      }
    },
    async close() {
      const exit = once(child, 'exit')
      await ask('Browser.close').catch(() => undefined)
      await exit
    },
  }
}

async function debuggerUrl(stderr: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stderr })) {
    const [, url] = /^DevTools listening on (.+)$/.exec(line) ?? []
    if (url === undefined) continue
    stderr.resume()
    return url
  }
  throw new Error('the browser ended before it could be spoken with')
}

type Ask = <T>(method: string, params?: object, sessionId?: string) => Promise<T>

async function connect(url: string): Promise<Ask> {
  const socket = new WebSocket(url)
  await once(socket, 'open')
  const waiting = new Map<number, (answer: Answer) => void>()
  let last = 0
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer
    if (answer.id === undefined) return
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  }
  socket.onclose = () => {
    for (const settle of waiting.values()) settle({ error: { message: 'the browser has gone' } })
  }
  return async <T>(method: string, params: object = {}, sessionId?: string) => {
    const id = (last += 1)
    const answered = new Promise<Answer>((done) => waiting.set(id, done))
    socket.send(JSON.stringify({ id, method, params, sessionId }))
    const { result, error } = await answered
    if (error) throw new Error(`${method}: ${error.message}`)
    return result as T
  }
}
