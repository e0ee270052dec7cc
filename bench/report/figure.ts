/** Of several rounds. */
export type Spread = { median: number; min: number; max: number }

export type Target = { bound: 'at least' | 'at most'; value: number }

/** One measured figure. */
export type Figure = {
  what: string
  unit: string
  value: Spread
  target?: Target
  /** The generator was busy all the time: the server could have done more. */
  lowerBound?: boolean
  remark?: string
}

/** Bars to draw: each group has one value for each of the names. */
export type Plot = {
  file: string
  title: string
  unit: string
  logarithmic?: boolean
  groups: { label: string; bars: { name: string; value: number }[] }[]
}

export type PartResult = {
  title: string
  /** How it was measured, in a few sentences. */
  how: string
  figures: Figure[]
  remarks: string[]
  plots: Plot[]
}

export function spread(values: readonly number[]): Spread {
  if (values.length === 0) throw new Error('nothing was measured')
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const median =
    sorted.length % 2 === 1
      ? sorted[Math.floor(middle)]!
      : (sorted[middle - 1]! + sorted[middle]!) / 2
  return { median, min: sorted[0]!, max: sorted.at(-1)! }
}

/** Round by round, so that what disturbed one round disturbs both sides of its ratio. */
export function ratios(values: readonly number[], others: readonly number[]): Spread {
  return spread(values.map((value, round) => value / others[round]!))
}

export function quantile(sorted: readonly number[] | Float64Array, q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? NaN
}

export function isReached({ value, target }: Figure): boolean {
  if (!target) return true
  return target.bound === 'at least' ? value.median >= target.value : value.median <= target.value
}

/** How much of the way is missing, as a share of the target. */
export function missedBy({ value, target }: Figure): number {
  return target ? Math.abs(value.median - target.value) / target.value : 0
}
