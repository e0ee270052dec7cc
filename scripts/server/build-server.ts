/**
 * Makes `out/server/`: the server and its threads as bundles, what they bring along, and all of it in the
 * one file `parley-server`. The web client is in it, so it must have been built.
 */
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compressAssets, readWebAssets } from '../../server/transport/http/web-assets.ts'
import { packWebAssets } from '../../server/transport/http/web-pack.ts'
import { root } from '../run.ts'
import { bundleServer, nativeLibrary } from './bundle-server.ts'
import { makeExecutable } from './single-executable.ts'

const folder = join(root, 'out', 'server')

async function packedWebClient(): Promise<Uint8Array> {
  const assets = await readWebAssets(join(root, 'out', 'web'))
  await compressAssets(assets)
  return packWebAssets(assets)
}

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const library = nativeLibrary()
const [bundles, web] = await Promise.all([bundleServer(library.name), packedWebClient()])
const files = new Map<string, string | Uint8Array>([
  ...bundles,
  ['web.pack', web],
  [library.name, library.bytes],
])
for (const [name, content] of files) writeFileSync(join(folder, name), content)
const made = makeExecutable(
  folder,
  [...files.keys()].filter((name) => name !== 'server.cjs'),
)
console.log(`parley-server: ${(statSync(made).size / 1_000_000).toFixed(1)} MB`)
