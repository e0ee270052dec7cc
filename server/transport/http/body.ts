import { Refused } from '../../../protocol/index.ts'
import type { Exchange } from './exchange.ts'

/** The other side went away before it had sent everything. */
export class Aborted extends Error {
  override readonly name = 'Aborted'
}

/**
 * Reads a request's body, and stops as soon as it passes the limit.
 * @throws Refused `too_large`
 * @throws Aborted
 */
export function readBody(exchange: Exchange, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const tooLarge = (): void =>
      reject(
        new Refused('too_large', `body: must be at most ${limit} bytes`, { field: 'body', limit }),
      )
    if (Number(exchange.header('content-length')) > limit) return tooLarge()
    const chunks: Uint8Array[] = []
    let size = 0
    exchange.onSettled(() => reject(new Aborted('The request was aborted')))
    exchange.receive((chunk, isLast) => {
      size += chunk.byteLength
      if (size > limit) return tooLarge()
      chunks.push(chunk.slice())
      if (isLast) resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks))
    })
  })
}
