import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'
import { root } from '../run.ts'

/** What begins a thread of its own has a bundle of its own, and the first is the server itself. */
const entries = {
  server: 'server/main.ts',
  'sqlite-thread': 'server/storage/sqlite/sqlite-thread.ts',
  'password-worker': 'server/security/password-worker.ts',
}

/** What the server brings along comes another way than where it runs from its source. */
const supplies: Plugin = {
  name: 'parley-supplies',
  enforce: 'pre',
  resolveId(source, importer) {
    const isSupply = source.includes('supplies/source/') && !importer?.includes('supplies/bundle/')
    if (!isSupply) return undefined
    return this.resolve(source.replace('supplies/source/', 'supplies/bundle/'), importer)
  },
}

export interface Library {
  /** With the hash of its content. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** uWebSockets.js for this system and for the Node that runs this. */
export function nativeLibrary(): Library {
  const home = dirname(fileURLToPath(import.meta.resolve('uWebSockets.js')))
  const { arch, platform, versions } = process
  const bytes = readFileSync(join(home, 'bin', `uws_${platform}_${arch}_${versions.modules}.node`))
  const hash = createHash('sha256').update(bytes).digest('hex')
  return { name: `uws-${hash.slice(0, 32)}.node`, bytes }
}

/** Names stay as they are written, so that a stack trace in a log can be read. */
async function bundle(name: string, source: string, library: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    root,
    plugins: [supplies],
    define: { __NATIVE_LIBRARY__: JSON.stringify(library) },
    ssr: { noExternal: true },
    build: {
      ssr: join(root, source),
      write: false,
      target: 'node22',
      minify: false,
      rolldownOptions: {
        output: { format: 'cjs', codeSplitting: false, entryFileNames: `${name}.cjs` },
      },
    },
  })
  const [output] = [built].flat()
  if (!output || !('output' in output)) throw new Error(`${source} was not bundled`)
  return output.output[0].code
}

/** The server and its threads, each one file of CommonJS: what a single executable can run. */
export async function bundleServer(library: string): Promise<Map<string, string>> {
  const made = Object.entries(entries).map(
    async ([name, source]) => [`${name}.cjs`, await bundle(name, source, library)] as const,
  )
  return new Map(await Promise.all(made))
}
