import { encodeQR } from 'qr'
import decodeQR from 'qr/decode.js'
import { expect, it } from 'vitest'
import { terminalQr } from './terminal-qr.ts'

const link = `parley://join?v=1&i=Jt5wQ9rXe2LmVb7KzR4kDA&f=${'f'.repeat(42)}A&a=10.0.0.5:7759&n=Harbour`

/** The picture that a camera would see, so many pixels a square. */
function seen(text: string, scale = 4): { width: number; height: number; data: Uint8Array } {
  const lines = text.split('\n').map((line) => [...line.replace(/^ {2}/, '')])
  const rows = lines.flatMap((line) => [
    line.map((block) => '▀█'.includes(block)),
    line.map((block) => '▄█'.includes(block)),
  ])
  const [width, height] = [lines[0]!.length * scale, rows.length * scale]
  const data = new Uint8Array(width * height * 4).fill(255)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if (rows[Math.floor(y / scale)]![Math.floor(x / scale)])
        data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
  return { width, height, data }
}

it('shows a square from which a camera reads the link', () => {
  expect(decodeQR(seen(terminalQr(link, false)))).toBe(link)
})

it('fits a terminal, and is dark on light whatever its colours are', () => {
  const lines = terminalQr(link, true).split('\n')
  expect(lines.length).toBeLessThanOrEqual(36)
  const size = encodeQR(link, 'raw', { ecc: 'low', border: 2 }).length
  expect(size).toBeLessThanOrEqual(76)
  for (const line of lines) expect(line).toMatch(/^ {2}\u001b\[30;107m.*\u001b\[0m$/u)
})
