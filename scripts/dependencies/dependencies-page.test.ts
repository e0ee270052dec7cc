import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

type Manifest = Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies',
  Record<string, string>
>

const root = resolve(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(resolve(root, path), 'utf8')
const manifest = JSON.parse(read('package.json')) as Manifest

/** The packages that a chapter of the page names, one to a line. */
function named(chapter: string): string[] {
  const [, text = ''] = read('docs/dependencies.md').split(`## ${chapter}\n`)
  const [table = ''] = text.split('\n## ')
  return [...table.matchAll(/^\| `([^`]+)`[^|]*\| \S[^|]* \|$/gm)].map(([, name]) => name!).sort()
}

/** Node itself is one line, though it is a package for each system. */
const systems = (name: string) => name.replace(/^node-.*$/, 'node-*')

test('says of every package of the product what it is for, and of no other', () => {
  const { dependencies, optionalDependencies } = manifest
  const packages = Object.keys({ ...dependencies, ...optionalDependencies }).map(systems)
  expect(named('The product')).toEqual([...new Set(packages)].sort())
})

test('says of every package of development what it is for, and of no other', () => {
  expect(named('Development')).toEqual(Object.keys(manifest.devDependencies).sort())
})
