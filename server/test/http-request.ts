import { request, type IncomingHttpHeaders, type RequestOptions } from 'node:http'

export type RawAnswer = { status: number; headers: IncomingHttpHeaders; body: Buffer }

/** An HTTP request as it is written: no decompression, no normalised path, any header. */
export function httpRequest(
  url: string,
  path: string,
  options: RequestOptions & { body?: string | Uint8Array } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  const { body, ...rest } = options
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, ...rest }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const { headers, statusCode } = response
        resolve({ status: statusCode!, headers, body: Buffer.concat(chunks) })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
