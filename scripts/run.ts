import { spawn, type SpawnOptions } from 'node:child_process'
import { resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '..')

/** The command line tools of our packages, run on this Node and not on whatever `PATH` holds. */
export const tools = {
  electronVite: 'node_modules/electron-vite/bin/electron-vite.js',
  eslint: 'node_modules/eslint/bin/eslint.js',
  playwright: 'node_modules/@playwright/test/cli.js',
  prettier: 'node_modules/prettier/bin/prettier.cjs',
  vite: 'node_modules/vite/bin/vite.js',
  vitest: 'node_modules/vitest/vitest.mjs',
} as const

/**
 * Runs a command on this terminal and outlives it. Ctrl+C comes to it from the terminal, SIGTERM from us.
 * Resolves with its exit code; 127 if it could not be started.
 */
export function run(
  file: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<number> {
  return new Promise((done) => {
    const child = spawn(file, args, { cwd: root, stdio: 'inherit', ...options })
    const wait = () => undefined
    const pass = () => void child.kill('SIGTERM')
    const end = (code: number) => {
      process.off('SIGINT', wait).off('SIGTERM', pass)
      done(code)
    }
    process.on('SIGINT', wait).on('SIGTERM', pass)
    child.on('error', () => end(127))
    child.on('close', (code, signal) => end(signal ? 128 : (code ?? 1)))
  })
}

export const runNode = (
  script: string,
  args: readonly string[] = [],
  options: SpawnOptions = {},
): Promise<number> => run(process.execPath, [resolve(root, script), ...args], options)
