import { encodeQR } from 'qr'

/** Dark above, dark below, both, neither: two rows of squares fit into one line of text. */
const BLOCKS = [' ', '▄', '▀', '█'] as const
const DARK_ON_LIGHT = '\u001b[30;107m'
const USUAL = '\u001b[0m'

/** @param coloured dark on light whatever the terminal's colours are; else as they are */
export function terminalQr(text: string, coloured: boolean): string {
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: 2 })
  const lines: string[] = []
  for (let top = 0; top < rows.length; top += 2) {
    const line = rows[top]!.map((dark, column) => {
      const below = rows[top + 1]?.[column] ?? false
      return BLOCKS[(dark ? 2 : 0) + (below ? 1 : 0)]
    })
    lines.push(coloured ? `  ${DARK_ON_LIGHT}${line.join('')}${USUAL}` : `  ${line.join('')}`)
  }
  return lines.join('\n')
}
