import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { limits } from '../../../protocol/limits.ts'

type Theme = 'light' | 'dark'
type Lch = readonly [lightness: number, chroma: number, hue: number]

const renderer = new URL('../', import.meta.url)
const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8').replace(
  /\/\*[\s\S]*?\*\//g,
  '',
)
const [base, moreContrast] = css.split('@media (prefers-contrast: more)') as [string, string]

function declarations(text: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, name, value] of text.matchAll(/(--[\w-]+):\s*([^;]+);/g)) found.set(name!, value!)
  return found
}

const normal = declarations(base)
const more = new Map([...normal, ...declarations(moreContrast)])

function colour(tokens: Map<string, string>, name: string, theme: Theme): Lch {
  let value = tokens.get(name)
  for (let depth = 0; value && depth < 8; depth += 1) {
    const pair = /^light-dark\(([^,]+),\s*(.+)\)$/.exec(value)
    if (pair) value = theme === 'light' ? pair[1] : pair[2]
    const reference = /^var\((--[\w-]+)\)$/.exec(value!)
    if (reference) value = tokens.get(reference[1]!)
    const lch = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(value ?? '')
    if (lch) return [Number(lch[1]), Number(lch[2]), Number(lch[3])]
  }
  throw new Error(`${name} is no colour`)
}

/** OKLCH to linear sRGB (Ottosson's matrices). */
function linearRgb([lightness, chroma, hue]: Lch): [number, number, number] {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

function luminance(lch: Lch): number {
  const [r, g, b] = linearRgb(lch).map((part) => Math.min(1, Math.max(0, part))) as [
    number,
    number,
    number,
  ]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: Lch, other: Lch): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((x, y) => x - y) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const surfaces = [
  '--surface-rail',
  '--surface-sidebar',
  '--surface',
  '--surface-raised',
  '--surface-sunken',
  '--surface-hover',
  '--surface-active',
  '--surface-selected',
]
const quietSurfaces = surfaces.filter((name) => name !== '--surface-active')

/** Text role -> the surfaces it is used on. */
const pairs: [text: string, on: string[], atLeast: number][] = [
  ['--text', surfaces, 7],
  ['--text-soft', surfaces, 4.5],
  ['--text-faint', surfaces, 4.5],
  ['--text-inverse', ['--surface-inverse'], 7],
  ['--accent-text', [...quietSurfaces, '--accent-wash'], 4.5],
  ['--on-accent', ['--accent', '--accent-hover', '--accent-active'], 4.5],
  ['--on-bad', ['--bad-solid', '--bad-solid-hover'], 4.5],
  ['--good-text', [...quietSurfaces, '--good-wash'], 4.5],
  ['--warn-text', [...quietSurfaces, '--warn-wash'], 4.5],
  ['--bad-text', [...quietSurfaces, '--bad-wash'], 4.5],
  ['--info-text', [...quietSurfaces, '--info-wash'], 4.5],
  ['--text', ['--good-wash', '--warn-wash', '--bad-wash', '--info-wash', '--accent-wash'], 7],
  ['--line-control', ['--surface', '--surface-sidebar', '--surface-raised'], 3],
  ['--focus', ['--surface-rail', '--surface-sidebar', '--surface', '--surface-raised'], 3],
]

describe.each(['light', 'dark'] as const)('%s theme', (theme) => {
  it.each(pairs)('%s is readable on its surfaces', (text, on, atLeast) => {
    for (const surface of on) {
      const ratio = contrast(colour(normal, text, theme), colour(normal, surface, theme))
      expect(ratio, `${text} on ${surface}`).toBeGreaterThanOrEqual(atLeast)
    }
  })

  it.each(pairs)('%s gains or keeps contrast when more is asked for', (text, on, atLeast) => {
    for (const surface of on) {
      const ratio = contrast(colour(more, text, theme), colour(more, surface, theme))
      expect(ratio, `${text} on ${surface}`).toBeGreaterThanOrEqual(atLeast)
    }
  })

  it.each(Array.from({ length: limits.colours }, (_, index) => `--hue-${index}`))(
    'initials are readable on %s',
    (hue) => {
      expect(
        contrast(colour(normal, hue, theme), colour(normal, '--on-hue', theme)),
      ).toBeGreaterThan(4.5)
    },
  )
})

it('keeps every step inside sRGB, so that what is proven is what is shown', () => {
  for (const [name, value] of normal) {
    if (!/^oklch\([\d. ]+\)$/.test(value)) continue
    for (const part of linearRgb(colour(normal, name, 'light'))) {
      expect(part, name).toBeGreaterThan(-0.002)
      expect(part, name).toBeLessThan(1.002)
    }
  }
})

const vueFiles = globSync('**/*.{vue,css}', { cwd: renderer }).filter(
  (path) => !path.endsWith('tokens.css'),
)

it('leaves colours to the tokens: no component or style sheet writes its own', () => {
  for (const path of vueFiles) {
    const text = readFileSync(new URL(path, renderer), 'utf8')
    const styles = path.endsWith('.vue') ? (text.split('<style')[1] ?? '') : text
    expect(
      styles.match(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\(/i)?.[0],
      path,
    ).toBeUndefined()
  }
})
