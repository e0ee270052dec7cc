import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47])
const icon = (name: string) => readFileSync(`build/icons/${name}`)

test('every picture of the Windows icon is a PNG of the size that its entry says', () => {
  const file = icon('icon.ico')
  const count = file.readUInt16LE(4)
  const sizes = Array.from({ length: count }, (_, index) => {
    const entry = file.subarray(6 + 16 * index)
    const offset = entry.readUInt32LE(12)
    const picture = file.subarray(offset, offset + entry.readUInt32LE(8))
    expect(picture.subarray(0, 4)).toEqual(png)
    expect(picture.readUInt32BE(16)).toBe(entry.readUInt8(0) || 256)
    return picture.readUInt32BE(16)
  })
  expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256])
})

test('the mac icon is as long as it says and holds only whole PNGs', () => {
  const file = icon('icon.icns')
  expect(file.toString('ascii', 0, 4)).toBe('icns')
  expect(file.readUInt32BE(4)).toBe(file.length)
  let at = 8
  const types = []
  while (at < file.length) {
    types.push(file.toString('ascii', at, at + 4))
    expect(file.subarray(at + 8, at + 12)).toEqual(png)
    at += file.readUInt32BE(at + 4)
  }
  expect(at).toBe(file.length)
  expect(types).toContain('ic10')
})

test('the icons are drawn from the mark as it is', () => {
  expect(icon('icon.svg').equals(readFileSync('src/renderer/assets/mark.svg'))).toBe(true)
})
