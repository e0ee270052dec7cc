import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Machine } from './machine.ts'
import type { PartResult } from './figure.ts'

export type TakenPart = PartResult & {
  /** What was typed. */
  command: string
  takenAt: string
  quick: boolean
  machine: Machine
}

/** Results of all parts, each as it was taken last. */
export type Results = { parts: Record<string, TakenPart> }

export function readResults(file: string): Results {
  if (!existsSync(file)) return { parts: {} }
  return JSON.parse(readFileSync(file, 'utf8')) as Results
}

export function writeResults(file: string, results: Results): void {
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
}
