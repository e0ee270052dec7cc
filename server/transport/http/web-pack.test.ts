import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { compressAssets, readWebAssets } from './web-assets.ts'
import { packWebAssets, unpackWebAssets } from './web-pack.ts'

it('packs a web client so that what is unpacked is the same to the last byte', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), `<p>${'Parley '.repeat(500)}`)
  writeFileSync(join(folder, 'assets', 'dot-3f9a1c2b.png'), Buffer.from([0, 255, 137, 80]))
  writeFileSync(join(folder, 'assets', 'empty.txt'), '')
  const assets = await readWebAssets(folder)
  await compressAssets(assets)
  const pack = packWebAssets(assets)
  // As it lies in the middle of other bytes.
  const inside = Buffer.concat([Buffer.alloc(7), pack, Buffer.alloc(7)])
  const unpacked = unpackWebAssets(inside.subarray(7, 7 + pack.byteLength))
  expect([...unpacked.keys()].sort()).toEqual([...assets.keys()].sort())
  for (const [path, asset] of assets) {
    const found = unpacked.get(path)!
    expect({ ...found, body: null, encoded: null }).toEqual({ ...asset, body: null, encoded: null })
    expect(Buffer.from(found.body).equals(asset.body)).toBe(true)
    expect(Object.keys(found.encoded)).toEqual(Object.keys(asset.encoded))
    for (const name of ['br', 'gzip'] as const)
      expect(
        Buffer.compare(found.encoded[name] ?? Buffer.of(), asset.encoded[name] ?? Buffer.of()),
      ).toBe(0)
  }
})
