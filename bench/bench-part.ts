import type { PartResult } from './report/figure.ts'

export type BenchOptions = {
  /** Fewer and shorter rounds: for trying things out, not for figures. */
  quick: boolean
  /** Folder in which spaces are kept while they are measured. */
  data: string
  log: (line: string) => void
}

export type BenchPart = (options: BenchOptions) => Promise<PartResult>
