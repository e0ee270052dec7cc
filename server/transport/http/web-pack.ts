import type { Asset, Encoding, WebAssets } from './web-assets.ts'

/** Where bytes lie in the pack, counted from its first byte after the list: start and length. */
type Span = [start: number, length: number]
type Packed = Omit<Asset, 'body' | 'encoded'> & {
  path: string
  body: Span
  encoded: Partial<Record<Encoding, Span>>
}

const LENGTH_BYTES = 4

/** A built web client with all that was compressed of it, in one piece: the list's length, list, bytes. */
export function packWebAssets(assets: WebAssets): Uint8Array {
  const pieces: Uint8Array[] = []
  let end = 0
  const put = (bytes: Uint8Array): Span => {
    pieces.push(bytes)
    end += bytes.byteLength
    return [end - bytes.byteLength, bytes.byteLength]
  }
  const list = [...assets].map(([path, { body, encoded, ...rest }]): Packed => {
    const spans = Object.entries(encoded).map(([name, bytes]) => [name, put(bytes)] as const)
    return { path, ...rest, body: put(body), encoded: Object.fromEntries(spans) }
  })
  const head = Buffer.from(JSON.stringify(list))
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32LE(head.byteLength)
  return Buffer.concat([length, head, ...pieces])
}

/** Views into `pack`: nothing is copied. */
export function unpackWebAssets(pack: Uint8Array): WebAssets {
  const bytes = Buffer.from(pack.buffer, pack.byteOffset, pack.byteLength)
  const start = LENGTH_BYTES + bytes.readUInt32LE(0)
  const list = JSON.parse(bytes.toString('utf8', LENGTH_BYTES, start)) as Packed[]
  const view = ([at, length]: Span): Uint8Array => bytes.subarray(start + at, start + at + length)
  const assets = list.map(({ path, body, encoded, ...rest }) => {
    const views = Object.entries(encoded).map(([name, span]) => [name, view(span)] as const)
    const asset: Asset = { ...rest, body: view(body), encoded: Object.fromEntries(views) }
    return [path, asset] as const
  })
  return new Map(assets)
}
