import type { PartResult } from './report/figure.ts'

export type BenchOptions = {
  /** Fewer and shorter rounds: for trying things out, not for figures. */
  quick: boolean
  /** Folder in which spaces are kept while they are measured. */
  data: string
  /** The one section of the part to take, where it has several; all of them where it is not given. */
  only?: string | undefined
  log: (line: string) => void
}

export type BenchPart = (options: BenchOptions) => Promise<PartResult>
