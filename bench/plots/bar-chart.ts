import { rounded } from '../report/results-page.ts'
import type { Plot } from '../report/figure.ts'

const width = 760
const labelWidth = 150
const valueWidth = 90
const barHeight = 18
const barGap = 4
const groupGap = 18
const top = 52

/** Names in the order in which they first appear get these, the first one being Parley's. */
const light = ['#0f766e', '#64748b', '#d97706', '#9333ea', '#be123c', '#2563eb']
const dark = ['#2dd4bf', '#94a3b8', '#fbbf24', '#c084fc', '#fb7185', '#60a5fa']

/** A plot as an SVG that suits light and dark pages. */
export function barChart(plot: Plot): string {
  const names = [...new Set(plot.groups.flatMap(({ bars }) => bars.map(({ name }) => name)))]
  const scale = scaleOf(plot)
  const parts: string[] = []
  let y = top
  for (const { bars, label } of plot.groups) {
    parts.push(text(0, y + 13, label, 'group'))
    y += 22
    for (const { name, value } of bars) {
      const length = scale(value)
      parts.push(text(labelWidth - 10, y + 13, name, 'name'))
      parts.push(bar(y, length, names.indexOf(name)))
      const told = `${rounded(value)} ${plot.unit}`.trim()
      parts.push(text(labelWidth + length + 8, y + 13, told, 'value'))
      y += barHeight + barGap
    }
    y += groupGap
  }
  return svg(plot, names.length, y, parts)
}

function scaleOf({ groups, logarithmic }: Plot): (value: number) => number {
  const values = groups.flatMap(({ bars }) => bars.map(({ value }) => value)).filter((v) => v > 0)
  const room = width - labelWidth - valueWidth
  const most = Math.max(...values)
  if (!logarithmic) return (value) => Math.max(1, (value / most) * room)
  const least = 10 ** Math.floor(Math.log10(Math.min(...values)) - 0.5)
  const span = Math.log10(most / least)
  return (value) => Math.max(1, (Math.log10(Math.max(value, least) / least) / span) * room)
}

function svg(plot: Plot, colours: number, height: number, parts: readonly string[]): string {
  const { logarithmic, title } = plot
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${style(colours)}</style>`,
    text(0, 20, title, 'title'),
    logarithmic ? text(0, 38, 'logarithmic scale', 'note') : '',
    ...parts,
    '</svg>',
    '',
  ].join('\n')
}

function style(colours: number): string {
  const fills = (palette: readonly string[]): string =>
    palette
      .slice(0, colours)
      .map((colour, index) => `.b${index}{fill:${colour}}`)
      .join('')
  return [
    'text{font:13px system-ui,sans-serif;fill:#1e293b}',
    '.title{font-weight:600;font-size:15px}.group{font-weight:600}',
    '.name{text-anchor:end}.note{font-size:11px}.name,.note{fill:#64748b}',
    fills(light),
    '@media(prefers-color-scheme:dark){text{fill:#e2e8f0}.name,.note{fill:#94a3b8}',
    `${fills(dark)}}`,
  ].join('')
}

function bar(y: number, length: number, colour: number): string {
  const at = `x="${labelWidth}" y="${y}" width="${length.toFixed(1)}" height="${barHeight}"`
  return `<rect class="b${colour}" ${at} rx="3"/>`
}

function text(x: number, y: number, content: string, kind: string): string {
  return `<text class="${kind}" x="${x.toFixed(1)}" y="${y}">${escaped(content)}</text>`
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
