import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const renderer = new URL('../', import.meta.url)

/** The components that a file imports once they are needed. */
function loadedBy(file: string, imports: RegExp): string[] {
  const source = readFileSync(new URL(file, renderer), 'utf8')
  return [...source.matchAll(imports)].map(
    ([, path]) => new URL(path!, new URL(file, renderer)).href,
  )
}

it('fetches every part that a view opens ahead, as the space may be away by then', () => {
  const ahead = loadedBy('app/prefetch-views.ts', /import\('(.+?\.vue)'\)/g)
  const parts = globSync('**/*.vue', { cwd: renderer }).flatMap((file) =>
    loadedBy(file, /usePart\(\s*\(\) => import\('(.+?)'\)/g),
  )
  expect(parts.length).toBeGreaterThan(5)
  expect(ahead).toEqual(expect.arrayContaining(parts))
})
