import type { BenchOptions } from '../bench-part.ts'
import type { PartResult } from '../report/figure.ts'

/** A part of what is measured of the client, told together with the others. */
export type Section = Pick<PartResult, 'how' | 'figures' | 'remarks' | 'plots'>

export type SectionOptions = BenchOptions & {
  /** The browser's executable. */
  browser: string
}
