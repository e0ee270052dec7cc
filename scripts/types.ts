/** Checks the types of every runtime, each by its own tsconfig, as many at a time as there are cores. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const cache = resolve(root, 'node_modules/.cache/types')

/** The longest first, so that the last to finish is a short one. */
const projects = [
  { name: 'src/renderer', compiler: 'vue-tsc' },
  { name: '.', compiler: 'vue-tsc' },
  { name: 'server', compiler: 'tsc' },
  { name: 'src/main', compiler: 'tsc' },
  { name: 'test', compiler: 'tsc' },
  { name: 'client', compiler: 'tsc' },
  { name: 'scripts', compiler: 'tsc' },
  { name: 'src/preload', compiler: 'tsc' },
  { name: 'shared/ipc', compiler: 'tsc' },
  { name: 'protocol', compiler: 'tsc' },
  { name: 'bench', compiler: 'tsc' },
  { name: 'faults', compiler: 'tsc' },
  { name: 'discovery', compiler: 'tsc' },
].filter(({ name }) => existsSync(resolve(root, name, 'tsconfig.json')))

const compilers: Record<string, string> = {
  // Ten times as fast; what reads `.vue` files, and the linter, need the compiler before it.
  tsc: 'node_modules/typescript-native/bin/tsc',
  'vue-tsc': 'node_modules/vue-tsc/bin/vue-tsc.js',
}

function check(name: string, compiler: string): Promise<boolean> {
  const info = resolve(cache, `${name === '.' ? 'tests' : name.replaceAll('/', '-')}.tsbuildinfo`)
  const args = ['-p', `${name}/tsconfig.json`, '--incremental', '--tsBuildInfoFile', info]
  if (process.stdout.isTTY) args.push('--pretty')
  return new Promise((done) => {
    const child = spawn(process.execPath, [resolve(root, compilers[compiler]!), ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.on('close', (code) => {
      if (code !== 0) console.error(`types: ${name} does not pass`)
      done(code === 0)
    })
  })
}

mkdirSync(cache, { recursive: true })
const waiting = [...projects]
let passed = true
async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (!(await check(next.name, next.compiler))) passed = false
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, work))
process.exitCode = passed ? 0 : 1
