import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import type { Machine } from './machine.ts'
import type { PartResult } from './figure.ts'

export type TakenPart = PartResult & {
  /** What was typed. */
  command: string
  takenAt: string
  machine: Machine
}

/** Results of all parts, each as it was taken last. */
export type Results = { parts: Record<string, TakenPart> }

export function readResults(file: string): Results {
  if (!existsSync(file)) return { parts: {} }
  return JSON.parse(readFileSync(file, 'utf8')) as Results
}

/** Formatted like the project's other files, so that its checks pass afterwards. */
export async function writeResults(file: string, results: Results): Promise<void> {
  const config = await resolveConfig(file)
  writeFileSync(file, await format(JSON.stringify(results), { ...config, filepath: file }))
}
