import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { closeCodes, errorCodes, knownEvent, limits, pushes, requests, routes } from './index.ts'

const page = readFileSync(new URL('../docs/protocol.md', import.meta.url), 'utf8')
const rows = page.split('\n').filter((line) => line.startsWith('|'))
const examples = [...page.matchAll(/<!-- ([\w-]+)(?:\.(\w+))? -->\s+```json\n(.*?)\n\s*```/gs)].map(
  ([, sample, part, json]) => ({ sample: sample!, part, json: json! }),
)

/** Whether a row of a table holds all of these cells. */
function hasRow(...cells: string[]): boolean {
  return rows.some((row) => {
    const there = row.split('|').map((cell) => cell.trim())
    return cells.every((cell) => there.includes(cell))
  })
}

describe('the page about the protocol', () => {
  it.each(examples)('shows $sample as it is sent', ({ sample, part, json }) => {
    const file = new URL(`./fixtures/v1/${sample}.json`, import.meta.url)
    const whole = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
    expect(JSON.parse(json)).toEqual(part ? whole[part] : whole)
  })

  it('shows every request and every push', () => {
    const shown = new Set(examples.map(({ sample }) => sample))
    const wanted = [
      ...Object.keys(requests).map((type) => `request-${type}`),
      ...Object.keys(pushes).map((type) => `push-${type}`),
    ]
    expect(wanted.filter((sample) => !shown.has(sample))).toEqual([])
  })

  it.each(Object.entries(errorCodes))('says what %s means', (code, { status, final }) => {
    expect(hasRow(`\`${code}\``, String(status), final ? 'final' : 'try again')).toBe(true)
  })

  it.each(Object.entries(closeCodes))('says what a close for %s means', (reason, code) => {
    const next = code < 4100 ? 'yes, resume' : 'not unchanged'
    expect(hasRow(String(code), `\`${reason}\``, next)).toBe(true)
    expect(page).toContain(`- \`${reason}\`: `)
  })

  it.each(Object.entries(limits))('says the limit %s', (name, limit) => {
    expect(hasRow(`\`${name}\``, limit.toLocaleString('en'))).toBe(true)
  })

  it.each(Object.values(routes))('lists $method $path', ({ method, path }) => {
    expect(hasRow(`\`${method} ${path.replace(/:(\w+)/g, '{$1}')}\``)).toBe(true)
  })

  it('names every kind of event', () => {
    const inRows = rows.join('\n')
    for (const option of knownEvent.def.options) {
      expect(inRows).toContain(`\`${option.shape.kind.def.values[0]}\``)
    }
  })
})
