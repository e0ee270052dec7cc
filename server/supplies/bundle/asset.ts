import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getAsset, getRawAsset, isSea } from 'node:sea'

/** Bytes that came with the code: inside of the one file, not to be written to, or in files beside it. */
export function asset(name: string): Uint8Array {
  return isSea() ? new Uint8Array(getRawAsset(name)) : readFileSync(join(import.meta.dirname, name))
}

/** The same as text. */
export function assetText(name: string): string {
  return isSea() ? getAsset(name, 'utf8') : readFileSync(join(import.meta.dirname, name), 'utf8')
}
